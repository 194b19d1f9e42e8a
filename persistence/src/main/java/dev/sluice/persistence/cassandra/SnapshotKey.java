package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A row in the table of snapshots.
 *
 * @param address whose snapshot it is
 * @param id of one attempt at writing it; never used again
 */
record SnapshotKey(SnapshotAddress address, UUID id) {
    static SnapshotKey of(String run, Row row) {
        return new SnapshotKey(
                new SnapshotAddress(
                        run,
                        row.getLong("checkpoint"),
                        row.getLong("epoch"),
                        row.get("vertex", String.class),
                        row.getInt("subtask")),
                row.get("id", UUID.class));
    }

    /** Values for a statement: first others, then the columns of the key in their order. */
    Object[] after(Object... values) {
        List<Object> all = new ArrayList<>(List.of(values));
        all.addAll(
                List.of(address.run(), address.checkpoint(), address.epoch(), address.vertex(), address.subtask(), id));
        return all.toArray();
    }

    /**
     * Whether a row is of a snapshot that nobody is about to delete; the rest may be what a late write brought back.
     */
    static boolean isAlive(Row row) {
        return !row.isNull("begun") && !row.getBoolean("dropped");
    }
}
