package dev.sluice.persistence.cassandra;

import dev.sluice.persistence.checkpoint.ChunkHeader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a snapshot consists of. Its blobs, one after the other, are a stream of bytes, and so are its chunks as they are
 * stored: the same stream, cut in other places.
 */
record SnapshotIndex(List<Blob> blobs, List<StoredChunk> chunks) {
    static final byte RAW = 0;
    static final byte LZ4 = 1;

    /** A chunk, and how it is stored. */
    record StoredChunk(ChunkHeader header, byte codec, int payloadLength, int storedLength) {}

    /** The snapshots whose blobs it refers to, but for {@code own}. */
    Set<UUID> uses(UUID own) {
        Set<UUID> owners = new HashSet<>();
        blobs.forEach(blob -> owners.add(blob.owner()));
        owners.remove(own);
        return owners;
    }

    /** Where each blob begins in the stream, and behind the last where it ends. */
    long[] blobOffsets() {
        long[] offsets = new long[blobs.size() + 1];
        for (int i = 0; i < blobs.size(); i++) {
            offsets[i + 1] = offsets[i] + blobs.get(i).length();
        }
        return offsets;
    }

    /** The length of the stream, as the chunks have it. */
    long storedBytes() {
        return chunks.stream().mapToLong(StoredChunk::storedLength).sum();
    }
}
