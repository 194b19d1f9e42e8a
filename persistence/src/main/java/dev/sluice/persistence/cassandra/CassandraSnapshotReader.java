package dev.sluice.persistence.cassandra;

import dev.sluice.persistence.cassandra.SnapshotIndex.StoredChunk;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.Compression;
import dev.sluice.persistence.checkpoint.DamagedSnapshotException;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import net.jpountz.lz4.LZ4Exception;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot by its index, and of its blobs only those that hold what is wanted. */
final class CassandraSnapshotReader implements SnapshotReader {
    private final String location;
    private final List<StoredChunk> chunks;
    private final long[] blobOffsets;
    private final BlobReads blobs;
    private final int readAhead;
    private int position;
    private long offset;

    /** @param location of the snapshot, for errors */
    CassandraSnapshotReader(String location, SnapshotIndex index, BlobReads blobs, int readAhead) {
        this.location = location;
        this.chunks = index.chunks();
        this.blobOffsets = index.blobOffsets();
        this.blobs = blobs;
        this.readAhead = readAhead;
    }

    @Override
    public @Nullable Chunk next(IntPredicate keyGroups) throws IOException {
        while (position < chunks.size()) {
            StoredChunk chunk = chunks.get(position);
            if (isAccepted(chunk, keyGroups)) {
                askAhead(keyGroups);
                byte[] stored = stored(chunk);
                long start = offset;
                position++;
                offset += chunk.storedLength();
                return new Chunk(chunk.header(), payload(chunk, stored, start));
            }
            position++;
            offset += chunk.storedLength();
        }
        return null;
    }

    private static boolean isAccepted(StoredChunk chunk, IntPredicate keyGroups) {
        int keyGroup = chunk.header().keyGroup();
        return keyGroup == ChunkHeader.NOT_KEYED || keyGroups.test(keyGroup);
    }

    /** Asks for the blobs of this chunk and of those that will be accepted next. */
    private void askAhead(IntPredicate keyGroups) throws IOException {
        long start = offset;
        for (int i = position; i < chunks.size() && blobs.asked() <= readAhead; i++) {
            StoredChunk chunk = chunks.get(i);
            long end = start + chunk.storedLength();
            if (isAccepted(chunk, keyGroups) && end > start) {
                for (int b = blobAt(start); b < blobOffsets.length - 1 && blobOffsets[b] < end; b++) {
                    if (blobs.asked() > readAhead) {
                        return;
                    }
                    blobs.ask(b);
                }
            }
            start = end;
        }
    }

    private int blobAt(long streamOffset) {
        int found = Arrays.binarySearch(blobOffsets, streamOffset);
        return found >= 0 ? found : -found - 2;
    }

    private byte[] stored(StoredChunk chunk) throws IOException {
        byte[] stored = new byte[chunk.storedLength()];
        for (int done = 0; done < stored.length; ) {
            int b = blobAt(offset + done);
            byte[] blob = blobs.read(b);
            int from = (int) (offset + done - blobOffsets[b]);
            int step = Math.min(stored.length - done, blob.length - from);
            System.arraycopy(blob, from, stored, done, step);
            done += step;
        }
        return stored;
    }

    private byte[] payload(StoredChunk chunk, byte[] stored, long start) throws DamagedSnapshotException {
        if (chunk.codec() == SnapshotIndex.RAW) {
            return stored;
        }
        if (chunk.codec() != SnapshotIndex.LZ4) {
            throw new DamagedSnapshotException(
                    location, start, "this chunk is compressed in an unknown way, " + chunk.codec());
        }
        try {
            return Compression.decompress(stored, 0, stored.length, chunk.payloadLength());
        } catch (LZ4Exception e) {
            throw new DamagedSnapshotException(location, start, "this chunk cannot be decompressed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        blobs.close();
    }
}
