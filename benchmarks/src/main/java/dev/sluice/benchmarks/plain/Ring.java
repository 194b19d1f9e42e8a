package dev.sluice.benchmarks.plain;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Hands blocks from one thread to one other. A place is free when it holds null, so the threads share nothing but the
 * places (after Giacomoni, Moseley, Vachharajani: "FastForward for efficient pipeline parallelism", 2008).
 */
final class Ring {
    private static final int PLACES = 64;
    private static final int STRIDE = 16; // two cache lines: neighbours are fetched in pairs

    private final AtomicReferenceArray<@Nullable Block> places = new AtomicReferenceArray<>(PLACES * STRIDE);
    private long sent; // the sender's

    /** Two cache lines between what the sender writes and what the receiver writes. */
    private final long[] received = new long[2 * STRIDE];

    boolean offer(Block block) {
        int place = (int) (sent % PLACES) * STRIDE;
        if (places.get(place) != null) {
            return false;
        }
        places.setRelease(place, block);
        sent++;
        return true;
    }

    @Nullable
    Block poll() {
        int place = (int) (received[STRIDE] % PLACES) * STRIDE;
        Block block = places.get(place);
        if (block != null) {
            places.setRelease(place, null);
            received[STRIDE]++;
        }
        return block;
    }
}
