package dev.sluice.benchmarks.probe;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.window.Aggregates;
import dev.sluice.benchmarks.workload.EventSource;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.benchmarks.workload.Observer;
import java.util.concurrent.atomic.AtomicLong;

/** The running sum per key, in which an operator fails once. Takes the time from there to the next output. */
public final class Recovery {
    private static final long NOT_YET = 0;

    private final AtomicLong failed = new AtomicLong(NOT_YET);
    private final AtomicLong recovered = new AtomicLong(NOT_YET);
    private final Events events;

    /** @param events what goes in; the operator fails in the middle of them */
    public Recovery(Events events) {
        this.events = events;
    }

    /**
     * @param observer is told of the first event; it sees no outputs
     * @return the job
     */
    public JobDefinition job(Observer observer) {
        return JobDefinition.named(
                "recovery",
                (flow, params) -> flow.source("events", new EventSource(events, observer))
                        .map(this::pass)
                        .keyBy(KV::key)
                        .aggregate(Aggregates.sum(KV::value), KV::new)
                        .name("sum")
                        .sink("clock", new Clock()));
    }

    private KV pass(KV kv) {
        if (kv.value() >= events.count() / 2 && failed.compareAndSet(NOT_YET, System.nanoTime())) {
            throw new IllegalStateException("fails once, to be recovered from");
        }
        return kv;
    }

    /**
     * @return nanoseconds from the failure to the first output of the attempt after it
     * @throws IllegalStateException if there was no failure or no output after it
     */
    public long nanos() {
        if (failed.get() == NOT_YET || recovered.get() == NOT_YET) {
            throw new IllegalStateException("nothing failed, or nothing came out after that");
        }
        return recovered.get() - failed.get();
    }

    /** A writer that is opened after the failure belongs to the next attempt. */
    private final class Clock implements Sink<KV> {
        @Override
        public SinkWriter<KV> open(SinkContext context) {
            boolean after = failed.get() != NOT_YET;
            return (output, timestamp) -> {
                if (after && recovered.get() == NOT_YET) {
                    recovered.compareAndSet(NOT_YET, System.nanoTime());
                }
            };
        }
    }
}
