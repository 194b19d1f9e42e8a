package dev.sluice.persistence.journal;

import akka.persistence.SnapshotSelectionCriteria;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Actors' snapshots as bytes, by persistence id and sequence number: at most one for each. */
final class SnapshotTable {
    /**
     * A snapshot as it is stored; never compared.
     *
     * @param timestamp when it was taken, in ms since 1970, by the clock of whoever took it
     * @param content the snapshot and its metadata, serialized
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(long sequenceNr, long timestamp, byte[] content) {
        private static Stored of(byte[] key, byte[] value) {
            ByteBuffer buffer = ByteBuffer.wrap(value);
            long timestamp = buffer.getLong();
            byte[] content = new byte[buffer.remaining()];
            buffer.get(content);
            return new Stored(Keys.sequenceNr(key), timestamp, content);
        }

        private byte[] value() {
            return ByteBuffer.allocate(Long.BYTES + content.length)
                    .putLong(timestamp)
                    .put(content)
                    .array();
        }
    }

    private SnapshotTable() {}

    /** The change that stores a snapshot, in place of an earlier one of the same sequence number. */
    static GroupCommit.Change save(String persistenceId, Stored snapshot) {
        return (batch, database) -> batch.put(Keys.snapshot(persistenceId, snapshot.sequenceNr()), snapshot.value());
    }

    /** The snapshot with the highest sequence number among those that fit. */
    static Optional<Stored> newest(String persistenceId, SnapshotSelectionCriteria criteria, Database database)
            throws IOException {
        try (KeyRange snapshots = within(persistenceId, criteria, database)) {
            for (boolean more = snapshots.last(); more; more = snapshots.previous()) {
                if (fits(timestamp(snapshots), criteria)) {
                    return Optional.of(Stored.of(snapshots.key(), snapshots.value()));
                }
            }
        }
        return Optional.empty();
    }

    /** Deletes all snapshots that fit, and returns how many there were. */
    static int delete(String persistenceId, SnapshotSelectionCriteria criteria, Database database)
            throws IOException, RocksDBException {
        try (WriteBatch batch = new WriteBatch();
                KeyRange snapshots = within(persistenceId, criteria, database)) {
            for (boolean more = snapshots.first(); more; more = snapshots.next()) {
                if (fits(timestamp(snapshots), criteria)) {
                    batch.delete(snapshots.key());
                }
            }
            database.write(batch);
            return batch.count();
        }
    }

    private static KeyRange within(String persistenceId, SnapshotSelectionCriteria criteria, Database database) {
        long from = Math.max(0, criteria.minSequenceNr());
        // Keys are ordered as unsigned: one past the largest long is the next one.
        return database.range(
                Keys.snapshot(persistenceId, from), Keys.snapshot(persistenceId, criteria.maxSequenceNr() + 1));
    }

    private static long timestamp(KeyRange snapshots) {
        return ByteBuffer.wrap(snapshots.value()).getLong();
    }

    private static boolean fits(long timestamp, SnapshotSelectionCriteria criteria) {
        return criteria.minTimestamp() <= timestamp && timestamp <= criteria.maxTimestamp();
    }
}
