package dev.sluice.persistence.cassandra;

import java.util.List;

/**
 * The tables of the checkpoint store and what is asked of them.
 *
 * <ul>
 *   <li>{@code checkpoints}: a partition for each run, with its epoch, and a row for each manifest. Conditional writes
 *       only.
 *   <li>{@code checkpoint_snapshots}: a row for each snapshot, begun or committed.
 *   <li>{@code checkpoint_indexes}: which chunks a snapshot has, and in which blobs.
 *   <li>{@code checkpoint_blobs}: chunks, packed; a partition for each 16 MiB of a snapshot.
 * </ul>
 *
 * <p>Deleted rows may be forgotten after an hour. Should a replica that was away for longer bring one back, it is
 * garbage that nothing refers to, or a manifest older than those in use, and the next retention deletes it again.
 */
final class Tables {
    /** Snapshots written by this release. */
    static final int FORMAT = 1;

    final String selectEpoch;
    final String raiseEpoch;
    final String dropEpoch;
    final String selectManifests;
    final String insertManifest;
    final String deleteManifest;
    final String insertSnapshot;
    final String setBuckets;
    final String commitSnapshot;
    final String dropSnapshot;
    final String selectSnapshot;
    final String selectSnapshotsAt;
    final String selectSnapshots;
    final String deleteSnapshot;
    final String deleteSnapshotsBetween;
    final String deleteSnapshots;
    final String insertIndex;
    final String selectIndex;
    final String deleteIndex;
    final String insertBlob;
    final String selectBlob;
    final String deleteBlobs;

    /** For messages. */
    final String snapshots;

    final String blobs;
    final String checkpoints;

    Tables(String keyspace) {
        checkpoints = keyspace + ".checkpoints";
        snapshots = keyspace + ".checkpoint_snapshots";
        String indexes = keyspace + ".checkpoint_indexes";
        blobs = keyspace + ".checkpoint_blobs";
        String address = " WHERE run = ? AND checkpoint = ? AND epoch = ? AND vertex = ? AND subtask = ?";
        String key = address + " AND id = ?";
        String manifest = " WHERE run = ? AND checkpoint = ? AND attempt = ? AND savepoint = ?";

        selectEpoch = "SELECT epoch FROM " + checkpoints + " WHERE run = ? LIMIT 1";
        raiseEpoch = "UPDATE " + checkpoints + " SET epoch = ? WHERE run = ? IF epoch = ?";
        dropEpoch = "DELETE epoch FROM " + checkpoints + " WHERE run = ? IF epoch = ?";
        selectManifests = "SELECT checkpoint, attempt, savepoint, manifest FROM " + checkpoints + " WHERE run = ?";
        insertManifest = "UPDATE " + checkpoints + " SET manifest = ?" + manifest;
        deleteManifest = "DELETE FROM " + checkpoints + manifest;

        insertSnapshot =
                "INSERT INTO " + snapshots + " (uses, run, checkpoint, epoch, vertex, subtask, id, begun, buckets)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, toTimestamp(now()), 1)";
        setBuckets = "UPDATE " + snapshots + " SET buckets = ?" + key;
        commitSnapshot = "UPDATE " + snapshots
                + " SET committed = true, format = ?, bytes = ?, chunks = ?, index_parts = ?, index_hash = ?, uses = ?"
                + key;
        dropSnapshot = "UPDATE " + snapshots + " SET dropped = true" + key;
        selectSnapshot = "SELECT * FROM " + snapshots + key;
        selectSnapshotsAt = "SELECT * FROM " + snapshots + address;
        selectSnapshots =
                "SELECT checkpoint, epoch, vertex, subtask, id, begun, dropped, committed, buckets, uses FROM "
                        + snapshots + " WHERE run = ?";
        deleteSnapshot = "DELETE FROM " + snapshots + key;
        deleteSnapshotsBetween = "DELETE FROM " + snapshots + " WHERE run = ? AND checkpoint > ? AND checkpoint < ?";
        deleteSnapshots = "DELETE FROM " + snapshots + " WHERE run = ?";

        // Ids are never used again, so what is deleted under them stays deleted: a deletion is dated a day ahead, and
        // outlives
        // both clocks that differ and writes that were still on their way.
        insertIndex = "INSERT INTO " + indexes + " (id, part, content) VALUES (?, ?, ?)";
        selectIndex = "SELECT part, content FROM " + indexes + " WHERE id = ?";
        deleteIndex = "DELETE FROM " + indexes + " USING TIMESTAMP ? WHERE id = ?";
        insertBlob = "INSERT INTO " + blobs + " (snapshot, bucket, hash, content) VALUES (?, ?, ?, ?)";
        selectBlob = "SELECT content FROM " + blobs + " WHERE snapshot = ? AND bucket = ? AND hash = ?";
        deleteBlobs = "DELETE FROM " + blobs + " USING TIMESTAMP ? WHERE snapshot = ? AND bucket = ?";
    }

    static final List<String> NAMES =
            List.of("checkpoints", "checkpoint_snapshots", "checkpoint_indexes", "checkpoint_blobs");

    /** The statements that make the tables where they are not there. */
    static List<String> definitions(String keyspace) {
        String forgetting = "gc_grace_seconds = 3600";
        return List.of(
                "CREATE TABLE IF NOT EXISTS " + keyspace + ".checkpoints (run text, checkpoint bigint, attempt bigint,"
                        + " savepoint boolean, epoch bigint STATIC, manifest blob,"
                        + " PRIMARY KEY (run, checkpoint, attempt, savepoint)) WITH " + forgetting,
                "CREATE TABLE IF NOT EXISTS " + keyspace
                        + ".checkpoint_snapshots (run text, checkpoint bigint, epoch bigint,"
                        + " vertex text, subtask int, id uuid, begun timestamp, dropped boolean, committed boolean, buckets int,"
                        + " uses frozen<set<uuid>>, format int, bytes bigint, chunks int, index_parts int, index_hash blob,"
                        + " PRIMARY KEY (run, checkpoint, epoch, vertex, subtask, id)) WITH " + forgetting,
                "CREATE TABLE IF NOT EXISTS " + keyspace + ".checkpoint_indexes (id uuid, part int, content blob,"
                        + " PRIMARY KEY (id, part)) WITH " + forgetting,
                // Chunks come compressed where that is worth it.
                "CREATE TABLE IF NOT EXISTS " + keyspace + ".checkpoint_blobs (snapshot uuid, bucket int, hash blob,"
                        + " content blob, PRIMARY KEY ((snapshot, bucket), hash)) WITH " + forgetting
                        + " AND compression = {'enabled': 'false'}");
    }
}
