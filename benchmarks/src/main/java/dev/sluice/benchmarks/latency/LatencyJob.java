package dev.sluice.benchmarks.latency;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;
import java.util.stream.IntStream;

/** The running sum per key at a fixed rate. */
public final class LatencyJob implements JobDefinition {
    private final LatencyRun run;

    /** @param run says when events are due, and takes the time */
    public LatencyJob(LatencyRun run) {
        this.run = run;
    }

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        flow.source("events", new PacedSource(run))
                .keyBy(Timed::key)
                .reduce(Timed::plus)
                .name("sum")
                .sink("clock", new ClockSink(run));
    }

    /** A split for each subtask. */
    private record PacedSource(LatencyRun run) implements Source<Timed> {
        @Override
        public List<Split> splits(int parallelism) {
            return IntStream.range(0, parallelism)
                    .mapToObj(part ->
                            new Split(part + "/" + parallelism, 0, run.events().count()))
                    .toList();
        }

        @Override
        public SourceReader<Timed> open(Split split, long position, SourceContext context) {
            String[] part = split.id().split("/", 2);
            return new Reader(new Paced(run, Integer.parseInt(part[0]), Integer.parseInt(part[1]), position));
        }

        @Override
        public boolean freshRecords() {
            return true;
        }
    }

    /** It never waits: a reader that did would hold up the thread on which the engine handles other things. */
    private record Reader(Paced events) implements SourceReader<Timed> {
        @Override
        public Status read(SourceOutput<Timed> out, int limit) {
            boolean due = events.isDue();
            for (int i = 0; due && i < limit; i++) {
                out.emit(events.next());
                due = events.isDue();
            }
            return events.hasNext() ? due ? Status.MORE : Status.IDLE : Status.END;
        }

        @Override
        public long position() {
            return events.position();
        }
    }

    private record ClockSink(LatencyRun run) implements Sink<Timed> {
        @Override
        public SinkWriter<Timed> open(SinkContext context) {
            LatencyRun.Recorder recorder = run.recorder();
            return (output, timestamp) -> recorder.output(output.due());
        }
    }
}
