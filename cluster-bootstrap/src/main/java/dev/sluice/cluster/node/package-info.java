/**
 * A node of a cluster: its settings, its storage, how it finds the others, joins and leaves them, and whether it is
 * well.
 *
 * <p>May not enter: what the HTTP API answers, which is in {@code http}; the engine, which is below.
 */
@NullMarked
package dev.sluice.cluster.node;

import org.jspecify.annotations.NullMarked;
