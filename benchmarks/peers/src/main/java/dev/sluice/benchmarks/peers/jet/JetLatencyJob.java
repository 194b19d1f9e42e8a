package dev.sluice.benchmarks.peers.jet;

import com.hazelcast.jet.accumulator.LongAccumulator;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.Inbox;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.core.ProcessorSupplier;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sinks;
import dev.sluice.benchmarks.latency.LatencyRun;
import dev.sluice.benchmarks.latency.Timed;
import dev.sluice.benchmarks.peers.PacedFeed;

/** The running sum per key at a fixed rate. */
final class JetLatencyJob {
    private JetLatencyJob() {}

    static Pipeline define(int parallelism) {
        Pipeline pipeline = Pipeline.create();
        pipeline.readFrom(Ends.events(PacedFeed.factory(), parallelism))
                .withoutTimestamps()
                .groupingKey(Timed::key)
                .mapStateful(LongAccumulator::new, (sum, key, event) -> {
                    sum.add(event.value());
                    return new Timed(key, sum.get(), event.due());
                })
                .writeTo(Sinks.fromProcessor(
                        "clock", ProcessorMetaSupplier.of(parallelism, ProcessorSupplier.of(Clock::new))));
        return pipeline;
    }

    private static final class Clock extends AbstractProcessor {
        private final LatencyRun.Recorder recorder = PacedFeed.run().recorder();

        @Override
        public void process(int ordinal, Inbox inbox) {
            for (Object output = inbox.poll(); output != null; output = inbox.poll()) {
                recorder.output(((Timed) output).due());
            }
        }
    }
}
