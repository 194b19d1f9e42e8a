/**
 * Storage of a cluster in Apache Cassandra: checkpoints in tables of our own, the configuration of the journal, the
 * schema of both.
 *
 * <p>May not enter: what the chunks mean, and when checkpoints are taken.
 */
@NullMarked
package dev.sluice.persistence.cassandra;

import org.jspecify.annotations.NullMarked;
