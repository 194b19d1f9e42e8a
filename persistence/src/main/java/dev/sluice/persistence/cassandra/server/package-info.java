/**
 * An Apache Cassandra server in a JVM of its own, for tests and for a cluster on one machine.
 *
 * <p>May not enter: anything of Cassandra's own classes, which clash with ours; and what is stored in it.
 */
@NullMarked
package dev.sluice.persistence.cassandra.server;

import org.jspecify.annotations.NullMarked;
