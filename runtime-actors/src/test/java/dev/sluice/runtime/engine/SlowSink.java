package dev.sluice.runtime.engine;

import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import dev.sluice.connectors.CollectingSink;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Takes a hundred records a second over all its writers, until it is told to be quick. Exactly once. */
final class SlowSink<T> implements Sink<T>, AutoCloseable {
    private final CollectingSink<T> out = new CollectingSink<>();
    private final Semaphore permits = new Semaphore(0);
    private final AtomicLong written = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean quick;

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the clock
    SlowSink() {
        clock.scheduleAtFixedRate(permits::release, 10, 10, TimeUnit.MILLISECONDS);
    }

    /** How many records were written, over all attempts. */
    long written() {
        return written.get();
    }

    List<T> committed() {
        return out.committed();
    }

    void beQuick() {
        quick = true;
        permits.release(1_000);
    }

    @Override
    public SinkWriter<T> open(SinkContext context) {
        SinkWriter<T> writer = out.open(context);
        return new SinkWriter<>() {
            @Override
            public void write(T record, long timestamp) throws Exception {
                if (!quick) {
                    permits.acquire();
                }
                written.incrementAndGet();
                writer.write(record, timestamp);
            }

            @Override
            public @Nullable Transaction checkpoint(long checkpoint) throws Exception {
                return writer.checkpoint(checkpoint);
            }

            @Override
            public void close() throws Exception {
                writer.close();
            }
        };
    }

    @Override
    public void recover(SinkContext context, List<byte[]> transactions) {
        out.recover(context, transactions);
    }

    @Override
    public void close() {
        beQuick();
        clock.shutdownNow();
    }
}
