package dev.sluice.testkit;

import static dev.sluice.api.window.Aggregates.sum;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.Console;
import dev.sluice.connectors.Generator;
import java.time.Duration;

/** Jobs to be tested. */
final class Jobs {
    static final OutputTag<Reading> LATE = OutputTag.of("late");
    static final Duration BOUND = Duration.ofSeconds(5);

    private Jobs() {}

    /** Two sources, a window with late records in a side output, and a process function. */
    static JobDefinition everything() {
        return JobDefinition.named("everything", (flow, params) -> {
            DataStream<Reading> inside = flow.source("inside", Generator.of(n -> Reading.of("x", n, n), 1))
                    .eventTime(Reading::time, Watermarks.boundedOutOfOrderness(BOUND));
            DataStream<Reading> outside = flow.source("outside", Generator.of(n -> Reading.of("y", n, n), 1))
                    .eventTime(Reading::time, Watermarks.boundedOutOfOrderness(BOUND));
            DataStream<Reading> all = inside.union(outside);
            DataStream<Sum> sums = all.keyBy(Reading::sensor)
                    .window(Windows.tumbling(Duration.ofSeconds(10)))
                    .sideOutputLateData(LATE)
                    .aggregate(sum(Reading::value), Sum::of)
                    .name("totals");
            sums.sideOutput(LATE).sink("late", Console.print());
            sums.sink("sums", Console.print());
            DataStream<String> watched =
                    all.keyBy(Reading::sensor).process(new Watch()).name("watch");
            watched.sideOutput(Watch.NEGATIVE).sink("negative", Console.print());
            watched.sink("words", Console.print());
        });
    }

    /** A window that drops late records. */
    static JobDefinition dropping() {
        return JobDefinition.named(
                "dropping",
                (flow, params) -> flow.source("readings", Generator.of(n -> Reading.of("x", n, n), 1))
                        .eventTime(Reading::time, Watermarks.monotonous())
                        .keyBy(Reading::sensor)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate(sum(Reading::value), Sum::of)
                        .name("totals")
                        .sink("sums", Console.print()));
    }
}
