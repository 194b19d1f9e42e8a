package dev.sluice.benchmarks.probe;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.AggregateFunction;
import dev.sluice.benchmarks.workload.DiscardingSink;
import dev.sluice.benchmarks.workload.EventSource;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.benchmarks.workload.Observer;

/** The running sum per key with a state of about a hundred bytes for each. */
public final class BlobJob {
    private static final int PADDING = 84;

    private BlobJob() {}

    /**
     * @param events what goes in
     * @param observer sees the run
     * @return the job
     */
    public static JobDefinition of(Events events, Observer observer) {
        return JobDefinition.named(
                "blobs",
                (flow, params) -> flow.source("events", new EventSource(events, observer))
                        .keyBy(KV::key)
                        .aggregate(new Sum(), KV::new)
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
