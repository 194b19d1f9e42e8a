package dev.sluice.persistence.checkpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The beginning and the end of a snapshot's file; the {@link ChunkFrame chunks} are between. All numbers are
 * big-endian.
 *
 * <pre>
 * beginning: magic (8) | format version (4) | CRC (4) | length of address (4) | address | CRC of the address with its length (4)
 * end:       marker 'E' (1) | number of chunks (4) | sum of the payloads' lengths (8) | CRC of the last CRC before and this (4)
 * </pre>
 *
 * <p>The first 16 bytes keep this form in every version to come, so that a newer version and a flipped bit can be told
 * apart. The address is there so that a file under another's name is noticed; its checksum begins the chain of those of
 * the chunks.
 */
final class SnapshotFile {
    static final int VERSION = 2;
    static final int BEGINNING = 16;
    static final byte END_MARKER = 'E';
    static final int END = 17;
    static final int LONGEST_ADDRESS = 1 << 20;
    private static final byte[] MAGIC = "SLUICESN".getBytes(US_ASCII);

    private SnapshotFile() {}

    static ByteBuffer beginning(SnapshotAddress address) {
        byte[] encoded = encode(address);
        ByteBuffer buffer = ByteBuffer.allocate(BEGINNING + Integer.BYTES + encoded.length + Integer.BYTES)
                .put(MAGIC)
                .putInt(VERSION);
        buffer.putInt(Checksum.of(buffer.array(), 0, buffer.position()))
                .putInt(encoded.length)
                .put(encoded);
        return buffer.putInt(Checksum.of(buffer.array(), BEGINNING, buffer.position() - BEGINNING))
                .flip();
    }

    /** Whether the first 16 bytes of a file are those of a snapshot, of whatever version. */
    static boolean isBeginning(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] magic = new byte[MAGIC.length];
        buffer.get(magic);
        buffer.getInt();
        return Arrays.equals(magic, MAGIC) && buffer.getInt() == Checksum.of(bytes, 0, BEGINNING - 4);
    }

    static int version(byte[] beginning) {
        return ByteBuffer.wrap(beginning).getInt(MAGIC.length);
    }

    /** The form in which addresses are compared. */
    static byte[] encode(SnapshotAddress address) {
        byte[] run = address.run().getBytes(UTF_8);
        byte[] vertex = address.vertex().getBytes(UTF_8);
        boolean isPart = address.part() != 0; // the form of snapshots is older than parts
        ByteBuffer encoded = ByteBuffer.allocate(
                        (isPart ? 4 : 3) * Integer.BYTES + 2 * Long.BYTES + run.length + vertex.length)
                .putInt(run.length)
                .put(run)
                .putLong(address.checkpoint())
                .putLong(address.epoch())
                .putInt(vertex.length)
                .put(vertex)
                .putInt(address.subtask());
        return (isPart ? encoded.putInt(address.part()) : encoded).array();
    }

    static ByteBuffer end(int chunks, long payloadBytes, int previousChecksum) {
        ByteBuffer buffer =
                ByteBuffer.allocate(END).put(END_MARKER).putInt(chunks).putLong(payloadBytes);
        return buffer.putInt(Checksum.chained(previousChecksum, buffer.array(), 0, buffer.position()))
                .flip();
    }

    /** The checksum that the beginning, or a chunk's head, ends in. */
    static int checksum(ByteBuffer part) {
        return part.getInt(part.limit() - Integer.BYTES);
    }
}
