/**
 * A lease in Cassandra, for Akka's Split Brain Resolver.
 *
 * <p>May not enter: who needs a lease, and what for.
 */
@NullMarked
package dev.sluice.persistence.cassandra.lease;

import org.jspecify.annotations.NullMarked;
