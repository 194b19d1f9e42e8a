package dev.sluice.persistence.cassandra;

import dev.sluice.persistence.cassandra.SnapshotIndex.StoredChunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.Compression;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Packs the chunks of a snapshot into blobs, and writes the index and the row that makes it visible behind them. */
final class CassandraSnapshotWriter implements PieceWriter {
    /** What a snapshot needs of the store. */
    interface Owner {
        /** Whether the snapshot may still be made visible; throws if not. */
        void check(SnapshotKey key) throws IOException;

        void committed(SnapshotKey key, SnapshotIndex index, long ownBytes);

        /** Called once; {@code buckets} partitions were used. */
        void closed(SnapshotKey key, boolean committed, int buckets);
    }

    private static final int INDEX_PART = 512 << 10;

    private final Cql cql;
    private final Tables tables;
    private final SnapshotKey key;
    private final int blobBytes;
    private final BlobUploads uploads;
    private final Owner owner;
    private final Compression compression = new Compression();
    private final List<Blob> blobs = new ArrayList<>();
    private final List<StoredChunk> chunks = new ArrayList<>();
    private final byte[] blob;
    private int filled;
    private State state = State.WHOLE;

    private enum State {
        WHOLE,
        /** Something could not be written, so nothing can follow. */
        TORN,
        COMMITTED,
        CLOSED
    }

    CassandraSnapshotWriter(Cql cql, Tables tables, SnapshotKey key, int blobBytes, BlobUploads uploads, Owner owner) {
        this.cql = cql;
        this.tables = tables;
        this.key = key;
        this.blobBytes = blobBytes;
        this.uploads = uploads;
        this.owner = owner;
        blob = new byte[2 * blobBytes];
    }

    @Override
    public void chunk(ChunkHeader header, byte[] payload, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, payload.length);
        if (length > LARGEST_PAYLOAD) {
            throw new IllegalArgumentException("a chunk of " + length + " bytes of state " + header.state()
                    + " of operator " + header.operator() + " is too large: the limit is " + LARGEST_PAYLOAD);
        }
        requireWhole();
        state = State.TORN;
        int compressed = compression.compress(payload, offset, length);
        if (compressed < 0) {
            chunks.add(new StoredChunk(header, SnapshotIndex.RAW, length, length));
            append(payload, offset, length);
        } else {
            chunks.add(new StoredChunk(header, SnapshotIndex.LZ4, length, compressed));
            append(compression.compressed(), 0, compressed);
        }
        state = State.WHOLE;
    }

    /**
     * A large chunk has blobs of its own, so that it is found again in the next snapshot if it alone has not changed.
     */
    private void append(byte[] bytes, int offset, int length) throws IOException {
        boolean large = length >= blobBytes / 2;
        if (large) {
            flush();
        }
        for (int done = 0; done < length; ) {
            int step = Math.min(length - done, blob.length - filled);
            System.arraycopy(bytes, offset + done, blob, filled, step);
            filled += step;
            done += step;
            if (filled == blob.length) {
                flush();
            }
        }
        if (large || filled >= blobBytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (filled > 0) {
            blobs.add(uploads.put(Arrays.copyOf(blob, filled)));
            filled = 0;
        }
    }

    @Override
    public SnapshotHandle commit() throws IOException {
        requireWhole();
        state = State.TORN;
        flush();
        SnapshotIndex index = new SnapshotIndex(List.copyOf(blobs), List.copyOf(chunks));
        byte[] encoded = IndexFormat.encode(index);
        int parts = (encoded.length + INDEX_PART - 1) / INDEX_PART;
        for (int part = 0; part < parts; part++) {
            int from = part * INDEX_PART;
            ByteBuffer content = ByteBuffer.wrap(encoded, from, Math.min(INDEX_PART, encoded.length - from));
            cql.execute(tables.insertIndex, key.id(), part, content);
        }
        uploads.awaitAll();
        owner.check(key);
        long bytes = index.storedBytes() + encoded.length;
        cql.execute(
                tables.commitSnapshot,
                key.after(Tables.FORMAT, bytes, chunks.size(), parts, Blob.hash(encoded), index.uses(key.id())));
        state = State.COMMITTED;
        owner.committed(key, index, uploads.bytes());
        return new SnapshotHandle(key.address(), bytes, chunks.size(), key.id().toString());
    }

    private void requireWhole() {
        if (state != State.WHOLE) {
            throw new IllegalStateException("snapshot " + key + " takes nothing more: " + state);
        }
    }

    @Override
    public void close() {
        if (state != State.CLOSED) {
            boolean committed = state == State.COMMITTED;
            state = State.CLOSED;
            owner.closed(key, committed, uploads.buckets());
        }
    }
}
