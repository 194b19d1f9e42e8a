package dev.sluice.runtime.engine;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.CollectingSink;
import java.time.Duration;

/**
 * Numbers, each its own event time: summed up by key, counted in windows of ten milliseconds. In several forms, so that
 * the state of one can be begun from by another.
 *
 * @param numbers the source
 * @param shape the form
 * @param out where the results go
 */
record Counted(Lanes numbers, Shape shape, Results out) implements JobDefinition {
    enum Shape {
        /** The source, the sums and the windows. */
        PLAIN,
        /** The sums are read by another operator that has state. */
        MORE,
        /** Without the windows. */
        LESS,
        /** A map and a rebalance between the source and the rest, and between the sums and the sink. */
        CHAINED_OTHERWISE,
        /** Another number of key groups. */
        OTHER_KEY_GROUPS
    }

    /** A sink for each kind of result. */
    record Results(CollectingSink<String> sums, CollectingSink<String> windows, CollectingSink<String> seen) {
        Results() {
            this(new CollectingSink<>(), new CollectingSink<>(), new CollectingSink<>());
        }
    }

    @Override
    public String name() {
        return "counted";
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        flow.maxParallelism(shape == Shape.OTHER_KEY_GROUPS ? 64 : 128);
        boolean otherwise = shape == Shape.CHAINED_OTHERWISE;
        DataStream<Long> read = flow.source("numbers", numbers).eventTime(n -> n, Watermarks.monotonous());
        DataStream<Long> in = otherwise ? read.map(n -> n).rebalance().map(n -> n) : read;
        DataStream<String> sums = in.keyBy(n -> n % 7)
                .aggregate(Aggregates.sum(n -> n), (key, sum) -> "sum " + key + " " + sum)
                .name("sums");
        if (shape == Shape.MORE) {
            sums.keyBy(line -> line.substring(0, 5))
                    .aggregate(Aggregates.count(), (key, n) -> "seen " + key + " " + n)
                    .name("seen")
                    .sink("more", out.seen());
        }
        (otherwise ? sums.rebalance().map(line -> line).parallelism(1) : sums).sink("sums-out", out.sums());
        if (shape != Shape.LESS) {
            in.keyBy(n -> n % 3)
                    .window(Windows.tumbling(Duration.ofMillis(10)))
                    .aggregate(Aggregates.count(), (window, key, n) -> "window " + window.start() + " " + key + " " + n)
                    .name("windows")
                    .sink("windows-out", out.windows());
        }
    }
}
