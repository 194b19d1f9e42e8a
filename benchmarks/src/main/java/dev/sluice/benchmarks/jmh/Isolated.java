package dev.sluice.benchmarks.jmh;

import dev.sluice.api.Dataflow;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.function.Counter;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.benchmarks.workload.Observer;
import dev.sluice.benchmarks.workload.Workload;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.operator.OperatorContext;
import dev.sluice.runtime.task.JobTypes;
import java.time.InstantSource;

/** Parts of a job, without the engine around them. */
final class Isolated {
    private Isolated() {}

    static JobGraph graph(Workload workload, long keys) {
        return Dataflow.define(workload.job(new Events(0, keys), new Unobserved()), Parameters.none());
    }

    static Sharing sharing(JobGraph graph) {
        return new Sharing(ValueCodec.create(JobTypes.of(graph)));
    }

    /** What an operator is given that is alone in its vertex. */
    static OperatorContext context(JobGraph graph) {
        ValueCodec codec = ValueCodec.create(JobTypes.of(graph));
        return new OperatorContext(
                new TaskInfo(graph.job(), "benchmark", 0, 1, 1),
                graph.maxParallelism(),
                new HeapBackend(),
                codec,
                new Sharing(codec),
                InstantSource.system(),
                name -> n -> {},
                () -> {});
    }

    /** Event number {@code from} and those behind it, with their keys and hashes as an exchange leaves them. */
    static Batch batch(Events events, long from) {
        Batch batch = new Batch(Batch.TARGET);
        for (long n = from; n < from + Batch.TARGET; n++) {
            long key = events.key(n);
            batch.add(new KV(key, n), Events.time(n), key, KeyGroups.hash(key));
        }
        return batch;
    }

    private static final class Unobserved implements Observer {
        @Override
        public void emitting() {}

        @Override
        public Outputs outputs() {
            throw new IllegalStateException("nothing runs here");
        }
    }

    /** For operators that are no sinks. */
    static final class NoSink implements SinkContext {
        @Override
        public TaskInfo task() {
            throw none();
        }

        @Override
        public String run() {
            throw none();
        }

        @Override
        public String uid() {
            throw none();
        }

        @Override
        public long restoredCheckpoint() {
            throw none();
        }

        @Override
        public Counter counter(String name) {
            throw none();
        }

        @Override
        public <S> S service(Class<S> type) {
            throw none();
        }

        private static IllegalStateException none() {
            return new IllegalStateException("there is no sink here");
        }
    }
}
