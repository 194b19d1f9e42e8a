package dev.sluice.persistence.checkpoint;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** Compresses payloads where that saves enough to be worth decompressing again. For one thread at a time; keeps a buffer. */
final class Compression {
    /** In Java throughout: the native one unpacks a library into the temporary directory, and leaves it there when killed. */
    private static final LZ4Factory LZ4 = LZ4Factory.safeInstance();

    private static final LZ4Compressor COMPRESSOR = LZ4.fastCompressor();
    private static final LZ4SafeDecompressor DECOMPRESSOR = LZ4.safeDecompressor();

    private byte[] compressed = new byte[0];

    /**
     * Compresses a payload into {@link #compressed}.
     *
     * @return the length of the compressed payload, or -1 if it had better be stored as it is
     */
    int compress(byte[] payload, int offset, int length) {
        int longest = COMPRESSOR.maxCompressedLength(length);
        if (compressed.length < longest) {
            compressed = new byte[longest];
        }
        int size = COMPRESSOR.compress(payload, offset, length, compressed, 0, longest);
        return size < length - length / 8 ? size : -1;
    }

    byte[] compressed() {
        return compressed;
    }

    /**
     * Decompresses a payload.
     *
     * @throws LZ4Exception if it is not a compressed payload of this length
     */
    static byte[] decompress(byte[] stored, int payloadLength) {
        byte[] payload = new byte[payloadLength];
        int size = DECOMPRESSOR.decompress(stored, 0, stored.length, payload, 0, payloadLength);
        if (size != payloadLength) {
            throw new LZ4Exception(payloadLength + " bytes expected, found " + size);
        }
        return payload;
    }
}
