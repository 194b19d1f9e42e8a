package dev.sluice.persistence.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.persistence.cassandra.SnapshotIndex.StoredChunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A {@link SnapshotIndex} in bytes; numbers are big-endian, lists come after their length (4):
 *
 * <pre>
 * names: length (4), UTF-8    owners: UUID (16)
 * blobs: owner (4) | bucket (4) | hash (16) | length (4)
 * chunks: name of operator (4) | name of state (4) | key group (4) | entries (4) | codec (1) | length of payload (4) | length as stored (4)
 * </pre>
 *
 * where names and owners are given by their position in their lists. Whether the bytes are right is for the reader to
 * check, by the hash in the snapshot's row, before it decodes them.
 */
final class IndexFormat {
    private IndexFormat() {}

    static byte[] encode(SnapshotIndex index) {
        Map<String, Integer> names = new LinkedHashMap<>();
        Map<UUID, Integer> owners = new LinkedHashMap<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (StoredChunk chunk : index.chunks()) {
                names.putIfAbsent(chunk.header().operator(), names.size());
                names.putIfAbsent(chunk.header().state(), names.size());
            }
            index.blobs().forEach(blob -> owners.putIfAbsent(blob.owner(), owners.size()));
            out.writeInt(names.size());
            for (String name : names.keySet()) {
                byte[] text = name.getBytes(UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            out.writeInt(owners.size());
            for (UUID owner : owners.keySet()) {
                out.writeLong(owner.getMostSignificantBits());
                out.writeLong(owner.getLeastSignificantBits());
            }
            out.writeInt(index.blobs().size());
            for (Blob blob : index.blobs()) {
                out.writeInt(position(owners, blob.owner()));
                out.writeInt(blob.bucket());
                out.write(blob.hash().array());
                out.writeInt(blob.length());
            }
            out.writeInt(index.chunks().size());
            for (StoredChunk chunk : index.chunks()) {
                out.writeInt(position(names, chunk.header().operator()));
                out.writeInt(position(names, chunk.header().state()));
                out.writeInt(chunk.header().keyGroup());
                out.writeInt(chunk.header().entries());
                out.writeByte(chunk.codec());
                out.writeInt(chunk.payloadLength());
                out.writeInt(chunk.storedLength());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static <T> int position(Map<T, Integer> positions, T value) {
        Integer position = positions.get(value);
        if (position == null) {
            throw new IllegalStateException(value + " is not in the list");
        }
        return position;
    }

    /**
     * Decodes what {@link #encode} has written.
     *
     * @throws RuntimeException of some kind if it is anything else
     */
    static SnapshotIndex decode(ByteBuffer in) {
        List<String> names = new ArrayList<>();
        for (int n = in.getInt(); n > 0; n--) {
            byte[] text = new byte[in.getInt()];
            in.get(text);
            names.add(new String(text, UTF_8));
        }
        List<UUID> owners = new ArrayList<>();
        for (int n = in.getInt(); n > 0; n--) {
            owners.add(new UUID(in.getLong(), in.getLong()));
        }
        List<Blob> blobs = new ArrayList<>();
        for (int n = in.getInt(); n > 0; n--) {
            UUID owner = owners.get(in.getInt());
            int bucket = in.getInt();
            byte[] hash = new byte[Blob.HASH_BYTES];
            in.get(hash);
            blobs.add(new Blob(owner, bucket, ByteBuffer.wrap(hash), in.getInt()));
        }
        List<StoredChunk> chunks = new ArrayList<>();
        for (int n = in.getInt(); n > 0; n--) {
            ChunkHeader header =
                    new ChunkHeader(names.get(in.getInt()), names.get(in.getInt()), in.getInt(), in.getInt());
            chunks.add(new StoredChunk(header, in.get(), in.getInt(), in.getInt()));
        }
        return new SnapshotIndex(blobs, chunks);
    }
}
