package dev.sluice.persistence.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The head of a chunk in a file:
 *
 * <pre>
 * marker 'C' (1) | codec (1) | length of description (4) | length of payload (4) | length as stored (4) | CRC of what is stored (4)
 * description: operator (4 + n) | state (4 + n) | key group (4) | entries (4)
 * CRC of the previous head's CRC and all the above (4)
 * </pre>
 *
 * after which the payload follows as it is stored. The head is checked before it is believed, so a payload can be
 * passed over; the chain of checksums shows at once if a chunk is missing, doubled, out of order or from elsewhere.
 */
record ChunkFrame(ChunkHeader header, byte codec, int payloadLength, int storedLength, int storedChecksum) {
    static final byte MARKER = 'C';
    static final byte RAW = 0;
    static final byte LZ4 = 1;

    /** The part before the description. */
    static final int FIXED = 18;

    /** Nothing sensible is longer; a flipped bit may well be. */
    static final int LONGEST_DESCRIPTION = 1 << 20;

    /** The whole head, behind one that ends in {@code previousChecksum}. */
    ByteBuffer encode(int previousChecksum) {
        byte[] operator = header.operator().getBytes(UTF_8);
        byte[] state = header.state().getBytes(UTF_8);
        int description = 4 * Integer.BYTES + operator.length + state.length;
        if (description > LONGEST_DESCRIPTION) {
            throw new IllegalArgumentException("operator uid and state name are too long: " + description + " bytes");
        }
        ByteBuffer head = ByteBuffer.allocate(FIXED + description + Integer.BYTES)
                .put(MARKER)
                .put(codec)
                .putInt(description)
                .putInt(payloadLength)
                .putInt(storedLength)
                .putInt(storedChecksum)
                .putInt(operator.length)
                .put(operator)
                .putInt(state.length)
                .put(state)
                .putInt(header.keyGroup())
                .putInt(header.entries());
        return head.putInt(Checksum.chained(previousChecksum, head.array(), 0, head.position()))
                .flip();
    }

    /** The length of a head, from its fixed part; negative if it cannot be one. */
    static int length(ByteBuffer fixed) {
        int description = fixed.getInt(2);
        return description < 0 || description > LONGEST_DESCRIPTION ? -1 : FIXED + description + Integer.BYTES;
    }

    /**
     * Decodes a head whose checksum is right.
     *
     * @throws BufferUnderflowException if it contradicts itself nevertheless
     */
    static ChunkFrame decode(ByteBuffer head) {
        ByteBuffer in = head.duplicate().position(1);
        byte codec = in.get();
        in.getInt();
        int payloadLength = in.getInt();
        int storedLength = in.getInt();
        int storedChecksum = in.getInt();
        ChunkHeader header = new ChunkHeader(text(in), text(in), in.getInt(), in.getInt());
        return new ChunkFrame(header, codec, payloadLength, storedLength, storedChecksum);
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, UTF_8);
        in.position(in.position() + length);
        return text;
    }
}
