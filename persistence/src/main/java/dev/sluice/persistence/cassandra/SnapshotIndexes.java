package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.sluice.persistence.checkpoint.DamagedSnapshotException;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.UnsupportedFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Reads the indexes of committed snapshots, and believes nothing in them that has not been checked. */
final class SnapshotIndexes {
    private final Cql cql;
    private final Tables tables;

    SnapshotIndexes(Cql cql, Tables tables) {
        this.cql = cql;
        this.tables = tables;
    }

    static String location(Tables tables, SnapshotHandle handle) {
        return tables.snapshots + " (" + handle.address() + ", id = " + handle.location() + ")";
    }

    SnapshotIndex read(SnapshotHandle handle) throws IOException {
        Row row = row(handle);
        if (row.getInt("format") > Tables.FORMAT) {
            throw new UnsupportedFormatException(location(tables, handle), row.getInt("format"), Tables.FORMAT);
        }
        if (row.getLong("bytes") != handle.bytes() || row.getInt("chunks") != handle.chunks()) {
            throw damaged(
                    handle,
                    handle.bytes() + " bytes in " + handle.chunks() + " chunks expected, the row says "
                            + row.getLong("bytes") + " in " + row.getInt("chunks"));
        }
        byte[] encoded = content(handle, row.getInt("index_parts"));
        ByteBuffer hash = row.getByteBuffer("index_hash");
        if (hash == null || !Blob.hash(encoded).equals(hash)) {
            throw damaged(handle, "its index of " + encoded.length + " bytes has another content than was written");
        }
        SnapshotIndex index;
        try {
            index = IndexFormat.decode(ByteBuffer.wrap(encoded));
        } catch (RuntimeException e) {
            throw damaged(handle, "its index contradicts itself: " + e);
        }
        long[] offsets = index.blobOffsets();
        if (index.chunks().size() != handle.chunks() || offsets[offsets.length - 1] != index.storedBytes()) {
            throw damaged(handle, "its blobs are not as long as its chunks");
        }
        return index;
    }

    /** @throws DamagedSnapshotException if it is not, or is about to be deleted */
    void requireThere(SnapshotHandle handle) throws IOException {
        row(handle);
    }

    private Row row(SnapshotHandle handle) throws IOException {
        UUID id;
        try {
            id = UUID.fromString(handle.location());
        } catch (IllegalArgumentException e) {
            throw damaged(handle, "the handle is not of a snapshot in Cassandra");
        }
        Row row = cql.execute(tables.selectSnapshot, new SnapshotKey(handle.address(), id).after())
                .one();
        if (row == null || !row.getBoolean("committed") || !SnapshotKey.isAlive(row)) {
            throw damaged(handle, "the snapshot is missing");
        }
        return row;
    }

    private byte[] content(SnapshotHandle handle, int parts) throws IOException {
        UUID id = UUID.fromString(handle.location());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int expected = 0;
        for (Row part : cql.rows(tables.selectIndex, id)) {
            ByteBuffer bytes = part.getByteBuffer("content");
            if (part.getInt("part") != expected++ || bytes == null) {
                throw damaged(handle, "part " + (expected - 1) + " of its index is missing");
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            content.writeBytes(copy);
        }
        if (expected != parts) {
            throw damaged(handle, parts + " parts of its index expected, found " + expected);
        }
        return content.toByteArray();
    }

    private DamagedSnapshotException damaged(SnapshotHandle handle, String expected) {
        return new DamagedSnapshotException(location(tables, handle), 0, expected);
    }
}
