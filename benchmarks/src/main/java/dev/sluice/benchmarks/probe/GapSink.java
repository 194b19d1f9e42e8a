package dev.sluice.benchmarks.probe;

import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import dev.sluice.benchmarks.workload.KV;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the longest time in which a subtask was given no output, from when all keys of {@link KeysFirst} are present.
 * It looks at the clock around each barrier and each time that there is nothing to do, and else once in
 * {@value #STRIDE} outputs: what it finds is too long by the time of that many outputs at most.
 */
final class GapSink implements Sink<KV> {
    /** To look at the clock for each output would cost as much as the rest of the job. */
    static final int STRIDE = 128;

    private final long keys;
    private final LongSupplier nanos;
    private final AtomicLong keysSeen = new AtomicLong();
    private final AtomicLong lastPartial = new AtomicLong();
    private final List<Writer> writers = new CopyOnWriteArrayList<>();
    private volatile boolean complete;

    /**
     * @param keys how many there are
     * @param nanos as {@link System#nanoTime}
     */
    GapSink(long keys, LongSupplier nanos) {
        this.keys = keys;
        this.nanos = nanos;
    }

    @Override
    public SinkWriter<KV> open(SinkContext context) {
        Writer writer = new Writer();
        writers.add(writer);
        return writer;
    }

    /** Nanoseconds; 0 if no subtask had two outputs after all keys. To be asked once the run has ended. */
    long longestGap() {
        return writers.stream().mapToLong(writer -> writer.longest).max().orElse(0);
    }

    /**
     * The last checkpoint at whose barrier a subtask did not know yet that all keys were present; 0 if there was none.
     */
    long lastPartialCheckpoint() {
        return lastPartial.get();
    }

    private final class Writer implements SinkWriter<KV> {
        private boolean begun;
        private int untilLook;
        private long last;
        private long longest;

        @Override
        public void write(KV output, long timestamp) {
            if (output.value() == 0 && keysSeen.incrementAndGet() == keys) {
                complete = true;
            }
            if (--untilLook <= 0) {
                look();
                untilLook = STRIDE;
            }
        }

        @Override
        public @Nullable Transaction checkpoint(long checkpoint) {
            if (!complete) {
                lastPartial.accumulateAndGet(checkpoint, Math::max);
            }
            pause();
            return null;
        }

        @Override
        public void idle() {
            pause();
        }

        /** If there were outputs since it was called last, the last of them was just before. */
        private void pause() {
            if (untilLook > 0) {
                look();
                untilLook = 0;
            }
        }

        private void look() {
            if (complete) {
                long now = nanos.getAsLong();
                if (begun) {
                    longest = Math.max(longest, now - last);
                }
                begun = true;
                last = now;
            }
        }
    }
}
