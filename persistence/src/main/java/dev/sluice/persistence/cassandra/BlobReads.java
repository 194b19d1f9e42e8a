package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.sluice.persistence.checkpoint.DamagedSnapshotException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The blobs of a snapshot, asked for before they are needed; what has been passed is let go. */
final class BlobReads {
    private final Cql cql;
    private final Tables tables;
    private final List<Blob> blobs;
    private final TreeMap<Integer, CompletableFuture<AsyncResultSet>> asked = new TreeMap<>();
    private int lastRead = -1;
    private byte[] last = new byte[0];

    BlobReads(Cql cql, Tables tables, List<Blob> blobs) {
        this.cql = cql;
        this.tables = tables;
        this.blobs = blobs;
    }

    int asked() {
        return asked.size();
    }

    void ask(int position) throws IOException {
        if (position != lastRead && !asked.containsKey(position)) {
            Blob blob = blobs.get(position);
            asked.put(
                    position,
                    cql.send(cql.bind(
                            tables.selectBlob,
                            blob.owner(),
                            blob.bucket(),
                            blob.hash().duplicate())));
        }
    }

    /** The content of a blob, checked; none before it is asked for again. */
    byte[] read(int position) throws IOException {
        if (position != lastRead) {
            ask(position);
            asked.headMap(position).clear();
            CompletableFuture<AsyncResultSet> request = asked.remove(position);
            if (request == null) {
                throw new IllegalStateException("blob " + position + " was not asked for");
            }
            last = checked(blobs.get(position), cql.await(request).one());
            lastRead = position;
        }
        return last;
    }

    private byte[] checked(Blob blob, @Nullable Row row) throws DamagedSnapshotException {
        ByteBuffer content = row == null ? null : row.getByteBuffer("content");
        if (content == null) {
            throw damaged(blob, "the blob is missing");
        }
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        if (bytes.length != blob.length() || !Blob.hash(bytes).equals(blob.hash())) {
            throw damaged(blob, blob.length() + " bytes of another content expected, found " + bytes.length);
        }
        return bytes;
    }

    private DamagedSnapshotException damaged(Blob blob, String expected) {
        String key = tables.blobs + " (snapshot = " + blob.owner() + ", bucket = " + blob.bucket() + ", hash = " + "0x"
                + HexFormat.of().formatHex(blob.hash().array()) + ")";
        return new DamagedSnapshotException(key, 0, expected);
    }

    void close() {
        asked.values().forEach(request -> request.cancel(false));
        asked.clear();
    }
}
