package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A row in the table of snapshots.
 *
 * @param address whose snapshot it is
 * @param id of one attempt at writing it; never used again
 */
record SnapshotKey(SnapshotAddress address, UUID id) {
    /** Stands between vertex and part in the column of vertices, whose rows are older than parts. */
    private static final char PART = '\u0001';

    static SnapshotKey of(String run, Row row) {
        String vertex = Objects.requireNonNull(row.getString("vertex"));
        int end = vertex.lastIndexOf(PART);
        SnapshotAddress address = new SnapshotAddress(
                run,
                row.getLong("checkpoint"),
                row.getLong("epoch"),
                end < 0 ? vertex : vertex.substring(0, end),
                row.getInt("subtask"),
                end < 0 ? 0 : Integer.parseInt(vertex.substring(end + 1)));
        return new SnapshotKey(address, row.get("id", UUID.class));
    }

    /** What the column of vertices has for an address. */
    static String vertex(SnapshotAddress address) {
        return address.part() == 0 ? address.vertex() : address.vertex() + PART + address.part();
    }

    /** Values for a statement: first others, then the columns of the key in their order. */
    Object[] after(Object... values) {
        List<Object> all = new ArrayList<>(List.of(values));
        all.addAll(
                List.of(address.run(), address.checkpoint(), address.epoch(), vertex(address), address.subtask(), id));
        return all.toArray();
    }

    /**
     * Whether a row is of a snapshot that nobody is about to delete; the rest may be what a late write brought back.
     */
    static boolean isAlive(Row row) {
        return !row.isNull("begun") && !row.getBoolean("dropped");
    }
}
