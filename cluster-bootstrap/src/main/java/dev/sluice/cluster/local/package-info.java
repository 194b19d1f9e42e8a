/**
 * A cluster on this machine, to try things out: Cassandra and some nodes, each a process of its own that goes on in the
 * background.
 *
 * <p>May not enter: what happens inside a node.
 */
@NullMarked
package dev.sluice.cluster.local;

import org.jspecify.annotations.NullMarked;
