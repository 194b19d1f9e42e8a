package dev.sluice.benchmarks.probe;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.AggregateFunction;
import dev.sluice.benchmarks.workload.DiscardingSink;
import dev.sluice.benchmarks.workload.EventSource;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.benchmarks.workload.Observer;

/** The running sum per key with a state of about a hundred bytes for each. */
public final class WideStateJob {
    private static final int PADDING = 84;

    private WideStateJob() {}

    /** What the hundred bytes are. */
    public enum State {
        /** Twelve fields of an object. */
        FIELDS,
        /** An array beside one field, so that no row of numbers can hold it. */
        BYTES
    }

    /**
     * @param events what goes in
     * @param observer sees the run
     * @param state of each key
     * @return the job
     */
    public static JobDefinition of(Events events, Observer observer, State state) {
        return state == State.FIELDS
                ? of(events, observer, new Statistics.OfValues())
                : of(events, observer, new Sum());
    }

    private static <A> JobDefinition of(Events events, Observer observer, AggregateFunction<KV, A, Long> aggregate) {
        return JobDefinition.named(
                "wide-state",
                (flow, params) -> flow.source("events", new EventSource(events, observer))
                        .keyBy(KV::key)
                        .aggregate(aggregate, KV::new)
                        .name("sum")
                        .sink(
                                "discard",
                                new DiscardingSink<KV>(
                                        observer, (kv, outputs) -> outputs.add(kv.key(), kv.value(), 0))));
    }

    private static final class Blob {
        private long sum;
        private byte[] padding = new byte[PADDING];
    }

    private static final class Sum implements AggregateFunction<KV, Blob, Long> {
        @Override
        public Blob createAccumulator() {
            return new Blob();
        }

        @Override
        public Blob add(KV kv, Blob blob) {
            blob.sum += kv.value();
            return blob;
        }

        @Override
        public Long result(Blob blob) {
            return blob.sum;
        }

        @Override
        public Blob merge(Blob into, Blob other) {
            into.sum += other.sum;
            return into;
        }

        @Override
        public Blob copy(Blob blob) {
            Blob copy = new Blob();
            copy.sum = blob.sum;
            copy.padding = blob.padding.clone();
            return copy;
        }
    }
}
