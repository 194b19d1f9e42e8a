package dev.sluice.persistence.cassandra;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Writes the blobs of one snapshot, a few at a time; an equal one is written once. For one thread at a time. */
final class BlobUploads {
    /** What Cassandra handles well as one partition. */
    static final long BUCKET_BYTES = 16 << 20;

    private final Cql cql;
    private final Tables tables;
    private final SnapshotKey key;
    private final int most;
    private final Map<ByteBuffer, Blob> known;
    private final Deque<CompletableFuture<?>> inFlight = new ArrayDeque<>();
    private int bucket;
    private long bytesInBucket;
    private long bytes;

    /** @param known blobs of earlier snapshots that can be referred to, by hash */
    BlobUploads(Cql cql, Tables tables, SnapshotKey key, int most, Map<ByteBuffer, Blob> known) {
        this.cql = cql;
        this.tables = tables;
        this.key = key;
        this.most = most;
        this.known = new HashMap<>(known);
    }

    /** Writes a blob unless it is known, after waiting for an earlier one if there are too many on their way. */
    Blob put(byte[] content) throws IOException {
        ByteBuffer hash = Blob.hash(content);
        Blob before = known.get(hash);
        if (before != null) {
            return before;
        }
        if (bytesInBucket > 0 && bytesInBucket + content.length > BUCKET_BYTES) {
            // Said before the bucket is filled, so that it is deleted with the snapshot even if this process is killed
            // now.
            cql.execute(tables.setBuckets, key.after(bucket + 2));
            bucket++;
            bytesInBucket = 0;
        }
        while (inFlight.size() >= most) {
            cql.await(inFlight.remove());
        }
        Blob blob = new Blob(key.id(), bucket, hash, content.length);
        inFlight.add(
                cql.send(cql.bind(tables.insertBlob, key.id(), bucket, hash.duplicate(), ByteBuffer.wrap(content))));
        bytesInBucket += content.length;
        bytes += content.length;
        known.put(hash, blob);
        return blob;
    }

    void awaitAll() throws IOException {
        while (!inFlight.isEmpty()) {
            cql.await(inFlight.remove());
        }
    }

    /** How many partitions have been used. */
    int buckets() {
        return bucket + 1;
    }

    /** How much was written. */
    long bytes() {
        return bytes;
    }
}
