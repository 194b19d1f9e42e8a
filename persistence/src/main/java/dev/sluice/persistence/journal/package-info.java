/**
 * The embedded journal: an Akka Persistence journal and snapshot store over one RocksDB instance, for a node that has
 * no database server. Acknowledged means on disk: every acknowledgement follows a synced write of RocksDB's log.
 *
 * <p>May not enter: what the events mean, and any data of records; those go to the checkpoint store.
 */
@NullMarked
package dev.sluice.persistence.journal;

import org.jspecify.annotations.NullMarked;
