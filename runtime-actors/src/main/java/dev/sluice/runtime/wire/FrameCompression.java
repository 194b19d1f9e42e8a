package dev.sluice.runtime.wire;

import dev.sluice.persistence.checkpoint.Compression;

/**
 * Compresses records where that pays, which is tried on a frame now and then: the more often in vain, the less often
 * again. For one thread.
 */
final class FrameCompression {
    /** Less is not worth the trouble. */
    static final int THRESHOLD = 8 << 10;

    private static final int RAREST = 256;

    private final Compression lz4 = new Compression();
    private int pause = 1;
    private int left;

    /** @return the length of what is in {@link #compressed}, or -1 if it had better be sent as it is */
    int compress(byte[] values) {
        if (values.length < THRESHOLD || --left > 0) {
            return -1;
        }
        int size = lz4.compress(values, 0, values.length);
        pause = size >= 0 ? 1 : Math.min(RAREST, 2 * pause);
        left = size >= 0 ? 0 : pause;
        return size;
    }

    byte[] compressed() {
        return lz4.compressed();
    }
}
