package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which files of a database each snapshot has put where. Files never change and their names are never used again, so
 * what a completed one has stored need not be stored again. Thread-safe.
 */
final class Uploads {
    private final TreeMap<Long, Map<String, Stored>> byCheckpoint = new TreeMap<>();

    /** A file in the checkpoint store. */
    record Stored(SnapshotHandle part, int checksum) {}

    /** The files of a completed checkpoint, by name; none if it was another attempt's. Earlier ones are forgotten. */
    synchronized Map<String, Stored> of(long completed) {
        byCheckpoint.headMap(completed, false).clear();
        return byCheckpoint.getOrDefault(completed, Map.of());
    }

    synchronized void written(long checkpoint, Map<String, Stored> files) {
        byCheckpoint.put(checkpoint, Map.copyOf(files));
    }
}
