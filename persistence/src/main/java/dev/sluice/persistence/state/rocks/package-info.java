/**
 * Keyed state in RocksDB, for state that is larger than the heap: a database for each operator on each subtask, and
 * incremental snapshots that write only the files that no earlier one has written. Only
 * {@link dev.sluice.persistence.state.rocks.RocksDbBackend} and its settings are used from outside.
 */
@NullMarked
package dev.sluice.persistence.state.rocks;

import org.jspecify.annotations.NullMarked;
