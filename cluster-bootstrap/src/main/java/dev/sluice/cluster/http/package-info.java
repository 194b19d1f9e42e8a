/**
 * The HTTP API of a node, on its management port below {@code /api/v1}. What is not open to everybody asks for a token,
 * and whatever fails is answered with problem details (RFC 9457).
 *
 * <p>May not enter: how the node is set up and joins its cluster.
 */
@NullMarked
package dev.sluice.cluster.http;

import org.jspecify.annotations.NullMarked;
