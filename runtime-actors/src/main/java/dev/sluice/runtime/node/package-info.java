/**
 * The engine on a node of a cluster: what runs there, and how jobs are submitted, looked at and ended from any node.
 *
 * <p>May not enter: discovery, HTTP and the command line, which are above it; the data plane, which is below it.
 */
@NullMarked
package dev.sluice.runtime.node;

import org.jspecify.annotations.NullMarked;
