package dev.sluice.persistence.cassandra;

import java.util.List;

/**
 * The tables that akka-persistence-cassandra 1.1.1 uses with our settings: without tags, and without a list of all ids.
 */
final class JournalTables {
    static final List<String> NAMES = List.of("messages", "metadata", "snapshots");

    private JournalTables() {}

    static List<String> definitions(String keyspace) {
        return List.of(
                "CREATE TABLE IF NOT EXISTS " + keyspace + ".messages (persistence_id text, partition_nr bigint,"
                        + " sequence_nr bigint, timestamp timeuuid, timebucket text, writer_uuid text, ser_id int,"
                        + " ser_manifest text, event_manifest text, event blob, meta_ser_id int, meta_ser_manifest text,"
                        + " meta blob, tags set<text>,"
                        + " PRIMARY KEY ((persistence_id, partition_nr), sequence_nr, timestamp))",
                "CREATE TABLE IF NOT EXISTS " + keyspace + ".metadata (persistence_id text PRIMARY KEY,"
                        + " deleted_to bigint, properties map<text, text>)",
                "CREATE TABLE IF NOT EXISTS " + keyspace + ".snapshots (persistence_id text, sequence_nr bigint,"
                        + " timestamp bigint, ser_id int, ser_manifest text, snapshot_data blob, snapshot blob,"
                        + " meta_ser_id int, meta_ser_manifest text, meta blob, PRIMARY KEY (persistence_id, sequence_nr))"
                        + " WITH CLUSTERING ORDER BY (sequence_nr DESC)");
    }
}
