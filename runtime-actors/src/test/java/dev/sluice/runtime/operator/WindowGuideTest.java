package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.tick;
import static dev.sluice.runtime.operator.Input.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Evictors;
import dev.sluice.api.window.ProcessWindowFunction;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.TriggerResult;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The snippets of docs/windows.md. */
class WindowGuideTest {
    private static final OutputTag<Order> LATE = OutputTag.of("late");

    record Order(String shop, long cents) {}

    private static List<Object> run(Function<DataStream<Order>, DataStream<String>> snippet, Input... inputs)
            throws Exception {
        JobDefinition job = (flow, params) -> snippet.apply(
                        flow.source("orders", Ends.<Order>source()).eventTime(Order::cents, Watermarks.monotonous()))
                .name("it")
                .sink("sink", Ends.sink());
        return OperatorHarness.of(job, "it")
                .keyedBy(result -> result.toString().split(" ")[0])
                .run(inputs)
                .values();
    }

    private static Input order(long time, long cents) {
        return item(new Order("s", cents), time);
    }

    @Test
    void sums_by_minute() throws Exception {
        assertThat(run(
                        orders -> orders.keyBy(Order::shop)
                                .window(Windows.tumbling(Duration.ofMinutes(1)))
                                .aggregate(
                                        Aggregates.sum(Order::cents),
                                        (window, shop, cents) -> shop + " " + window.start() + " " + cents),
                        order(1, 5),
                        order(59_999, 6),
                        order(60_000, 7),
                        watermark(Long.MAX_VALUE)))
                .containsExactly("s 0 11", "s 60000 7");
    }

    @Test
    void late_records() throws Exception {
        assertThat(run(
                        orders -> {
                            DataStream<String> counts = orders.keyBy(Order::shop)
                                    .window(Windows.tumbling(Duration.ofMinutes(1)))
                                    .allowedLateness(Duration.ofSeconds(30))
                                    .sideOutputLateData(LATE)
                                    .aggregate(Aggregates.count(), (window, shop, n) -> shop + " " + n);
                            counts.sideOutput(LATE).sink("late", Ends.sink());
                            return counts;
                        },
                        order(1, 5),
                        watermark(60_000),
                        order(2, 6),
                        watermark(90_000),
                        order(3, 7)))
                .containsExactly("s 1", "s 2");
    }

    @Test
    void early_and_late_firings() throws Exception {
        assertThat(run(
                        orders -> orders.keyBy(Order::shop)
                                .window(Windows.tumbling(Duration.ofHours(1)))
                                .allowedLateness(Duration.ofMinutes(5))
                                .trigger(Triggers.<Order>endOfWindow()
                                        .early(Triggers.continuousProcessingTime(Duration.ofSeconds(10)))
                                        .late(Triggers.count(1)))
                                .aggregate(Aggregates.sum(Order::cents), (window, shop, cents) -> shop + " " + cents),
                        tick(1_000),
                        order(1, 5),
                        tick(10_001),
                        order(2, 6),
                        watermark(3_600_000),
                        order(3, 7)))
                .containsExactly("s 5", "s 11", "s 18");
    }

    /** Fires for the first record of a window, and at its end. */
    private static final class First extends Trigger<Order> {
        private final ValueState<Boolean> seen = valueState("seen", Boolean.class);

        @Override
        public TriggerResult onElement(Order order, long timestamp, Window window, Trigger.Context context) {
            context.timers().registerEventTimeTimer(window.maxTimestamp());
            if (seen.value() != null) {
                return TriggerResult.CONTINUE;
            }
            seen.update(true);
            return TriggerResult.FIRE;
        }

        @Override
        public TriggerResult onEventTime(long time, Window window, Trigger.Context context) {
            return time == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }

        @Override
        public boolean canMerge() {
            return true;
        }

        @Override
        public void onMerge(Window merged, MergeContext context) {
            context.merge(seen, (first, second) -> true);
            context.timers().registerEventTimeTimer(merged.maxTimestamp());
        }
    }

    @Test
    void a_trigger_of_ones_own() throws Exception {
        assertThat(run(
                        orders -> orders.keyBy(Order::shop)
                                .window(Windows.session(Duration.ofSeconds(1)))
                                .trigger(new First())
                                .aggregate(Aggregates.sum(Order::cents), (window, shop, cents) -> shop + " " + cents),
                        order(1, 5),
                        order(2, 6),
                        watermark(10_000)))
                .containsExactly("s 5", "s 11");
    }

    @Test
    void the_average_of_the_last_ten() throws Exception {
        assertThat(run(
                        readings -> readings.keyBy(Order::shop)
                                .window(Windows.global())
                                .trigger(Triggers.count(1))
                                .evictor(Evictors.count(10))
                                .aggregate(
                                        Aggregates.average(Order::cents),
                                        (window, sensor, mean) -> sensor + " " + mean),
                        order(1, 5),
                        order(2, 6)))
                .containsExactly("s 5.0", "s 5.5");
    }

    private static final class Changes extends ProcessWindowFunction<String, Long, String> {
        private final ValueState<Long> last = valueState("last", Long.class);
        private final ValueState<Integer> firings = windowValueState("firings", Integer.class);

        @Override
        public void process(
                String shop, ProcessWindowFunction.Context context, Iterable<Long> sums, Collector<String> out) {
            long sum = sums.iterator().next();
            Integer before = firings.value();
            firings.update(before == null ? 1 : before + 1);
            Long previous = last.value();
            last.update(sum);
            out.collect(shop + " " + (previous == null ? sum : sum - previous) + ", firing " + firings.value());
        }
    }

    @Test
    void changes_from_window_to_window() throws Exception {
        assertThat(run(
                        orders -> orders.keyBy(Order::shop)
                                .window(Windows.tumbling(Duration.ofMinutes(1)))
                                .allowedLateness(Duration.ofMinutes(1))
                                .aggregate(Aggregates.sum(Order::cents), new Changes()),
                        order(1, 5),
                        watermark(60_000),
                        order(2, 1),
                        order(60_001, 9),
                        watermark(120_000)))
                .containsExactly("s 5, firing 1", "s 1, firing 2", "s 3, firing 1");
    }
}
