package dev.sluice.persistence.checkpoint;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Compresses payloads where that leaves less than a quarter of them, which a sample tells. For one thread at a time;
 * keeps a buffer.
 *
 * <p>Measured on two cores that the data plane wants too: a snapshot of numbers, which LZ4 makes 47 % smaller, is
 * written and synced at 180 MB/s with compression and 900 MB/s without. Text shrinks more and compresses faster.
 */
public final class Compression {
    /**
     * In Java throughout: the native one unpacks a library into the temporary directory, and leaves it there when
     * killed.
     */
    private static final LZ4Factory LZ4 = LZ4Factory.safeInstance();

    private static final LZ4Compressor COMPRESSOR = LZ4.fastCompressor();
    private static final LZ4SafeDecompressor DECOMPRESSOR = LZ4.safeDecompressor();

    private static final int SAMPLE = 16 << 10;
    private static final int WORTH = 4;

    private byte[] compressed = new byte[0];

    /** Creates one; memory is taken when it is first used. */
    public Compression() {}

    /**
     * Compresses a payload into {@link #compressed}.
     *
     * @param payload holds it
     * @param offset where it begins
     * @param length how long it is, bytes
     * @return the length of the compressed payload, or -1 if it had better be stored as it is
     */
    public int compress(byte[] payload, int offset, int length) {
        if (length > 2 * SAMPLE && compressTo(payload, offset, SAMPLE) > SAMPLE / WORTH) {
            return -1;
        }
        int size = compressTo(payload, offset, length);
        return size <= length / WORTH ? size : -1;
    }

    private int compressTo(byte[] payload, int offset, int length) {
        int longest = COMPRESSOR.maxCompressedLength(length);
        if (compressed.length < longest) {
            compressed = new byte[longest];
        }
        return COMPRESSOR.compress(payload, offset, length, compressed, 0, longest);
    }

    /** The buffer with the compressed payload; good until the next call. */
    public byte[] compressed() {
        return compressed;
    }

    /**
     * Decompresses a payload.
     *
     * @param stored holds what {@link #compress} left
     * @param offset where that begins
     * @param length how long it is, bytes
     * @param payloadLength how long the payload was, bytes
     * @return the payload
     * @throws LZ4Exception if it is not a compressed payload of this length
     */
    public static byte[] decompress(byte[] stored, int offset, int length, int payloadLength) {
        byte[] payload = new byte[payloadLength];
        int size = DECOMPRESSOR.decompress(stored, offset, length, payload, 0, payloadLength);
        if (size != payloadLength) {
            throw new LZ4Exception(payloadLength + " bytes expected, found " + size);
        }
        return payload;
    }
}
