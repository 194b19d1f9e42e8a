package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.tick;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static dev.sluice.runtime.operator.Output.side;
import static dev.sluice.runtime.operator.WindowJobs.at;
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
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** State of a window's function, by key and by window. */
class ProcessWindowFunctionTest {
    private static final OutputTag<String> CLEARED = OutputTag.of("cleared");

    /** The sum of the window, that of the key so far, and how many windows of it have fired. */
    private static final class Running extends ProcessWindowFunction<String, Long, String> {
        private final ValueState<Long> total = valueState("total", Long.class);
        private final ValueState<Integer> count = valueState("sessions", Integer.class); // as the engine's own

        @Override
        public void process(String key, Context context, Iterable<Long> sums, Collector<String> out) {
            long sum = sums.iterator().next();
            Long before = total.value();
            Integer fired = count.value();
            total.update(before == null ? sum : before + sum);
            count.update(fired == null ? 1 : fired + 1);
            out.collect(key + ":" + WindowJobs.text(context.window()) + "=" + sum + "/" + total.value() + " #"
                    + count.value());
        }
    }

    static List<WindowAssigner> sized() {
        return List.of(
                Windows.tumbling(Duration.ofMillis(10)),
                Windows.session(Duration.ofMillis(5)),
                Windows.session(reading -> 5L),
                Windows.cumulative(Duration.ofMillis(10), Duration.ofMillis(10)));
    }

    @ParameterizedTest
    @MethodSource("sized")
    void when_state_is_the_keys_then_it_goes_on_from_window_to_window(WindowAssigner windows) throws Exception {
        var observed = WindowJobs.harness(
                        keyed -> keyed.window(windows).aggregate(Aggregates.sum(Reading::value), new Running()))
                .run(
                        at(0, 1),
                        at("l", 0, 100),
                        at(5, 2),
                        watermark(12),
                        at(20, 4),
                        at(25, 1),
                        at("l", 40, 200),
                        at(40, 8),
                        at(45, 8),
                        watermark(Long.MAX_VALUE));
        assertThat(observed.values().stream()
                        .map(result -> result.toString().replaceAll(":.*=", ":"))
                        .toList())
                .containsExactlyInAnyOrder("k:3/3 #1", "l:100/100 #1", "k:5/8 #2", "k:16/24 #3", "l:200/300 #2");
        assertThat(observed.keyedEntries()).as("two states of two keys").isEqualTo(4);
    }

    /** How often the window has fired, with what is read of it when it is dropped. */
    private static final class Firings extends ProcessWindowFunction<String, Reading, String> {
        private final ValueState<Integer> ofWindow = windowValueState("firings", Integer.class);
        private final ValueState<Integer> ofKey = valueState("firings", Integer.class);

        @Override
        public void process(String key, Context context, Iterable<Reading> readings, Collector<String> out) {
            long sum = 0;
            for (Reading reading : readings) {
                sum += reading.value();
            }
            Integer window = ofWindow.value();
            Integer all = ofKey.value();
            ofWindow.update(window == null ? 1 : window + 1);
            ofKey.update(all == null ? 1 : all + 1);
            out.collect(key + ":" + WindowJobs.text(context.window()) + "=" + sum + " #" + ofWindow.value() + " of "
                    + ofKey.value());
        }

        @Override
        public void clear(Context context) {
            context.output(CLEARED, WindowJobs.text(context.window()) + " #" + ofWindow.value());
        }
    }

    private static OperatorHarness.Observed cleared(
            WindowAssigner windows, ProcessWindowFunction<String, Reading, String> function, Input... inputs)
            throws Exception {
        JobDefinition job = (flow, params) -> {
            DataStream<String> results = flow.source("source", Ends.<Reading>source())
                    .eventTime(Reading::value, Watermarks.monotonous())
                    .keyBy(Reading::sensor)
                    .window(windows)
                    .allowedLateness(Duration.ofMillis(5))
                    .process(function.getClass() == Firings.class ? new Firings() : function)
                    .name("it");
            results.sink("sink", Ends.sink());
            results.sideOutput(CLEARED).sink("cleared", Ends.sink());
        };
        return OperatorHarness.of(job, "it")
                .keyedBy(result -> result.toString().split(":")[0])
                .run(inputs);
    }

    @Test
    void when_state_is_the_windows_then_it_counts_its_firings_and_goes_with_it() throws Exception {
        var observed = cleared(
                Windows.sliding(Duration.ofMillis(20), Duration.ofMillis(10)),
                new Firings(),
                at(15, 1),
                watermark(19),
                at(12, 2),
                watermark(29),
                at(11, 4),
                watermark(34));
        assertThat(observed.outputs().stream().filter(output -> output.tag().isEmpty()))
                .containsExactly(
                        main("k:0-20=1 #1 of 1", 19),
                        main("k:0-20=3 #2 of 2", 19),
                        main("k:10-30=3 #1 of 3", 29),
                        main("k:10-30=7 #2 of 4", 29));
        assertThat(observed.outputs().stream().filter(output -> !output.tag().isEmpty()))
                .containsExactly(side("cleared", "0-20 #2", 19), side("cleared", "10-30 #2", 29));
        assertThat(observed.keyedEntries()).as("the key's own state").isEqualTo(1);
    }

    /** Has no state, but wants to know. */
    private static final class Clearing extends ProcessWindowFunction<String, Reading, String> {
        @Override
        public void process(String key, Context context, Iterable<Reading> readings, Collector<String> out) {}

        @Override
        public void clear(Context context) {
            context.output(CLEARED, WindowJobs.text(context.window()));
        }
    }

    @Test
    void when_a_function_overrides_clear_then_it_is_called_without_state_too() throws Exception {
        assertThat(cleared(Windows.tumbling(Duration.ofMillis(10)), new Clearing(), at(1, 1), watermark(14))
                        .outputs())
                .containsExactly(side("cleared", "0-10", 9));
        assertThat(cleared(Windows.session(Duration.ofMillis(10)), new Clearing(), at(1, 1), at(5, 1), watermark(19))
                        .outputs())
                .containsExactly(side("cleared", "1-15", 14));
    }

    @Test
    void when_there_are_trigger_evictor_and_both_kinds_of_state_then_all_are_kept_apart() throws Exception {
        var observed = WindowJobs.harness(keyed -> keyed.window(Windows.tumbling(Duration.ofMillis(10)))
                        .trigger(Triggers.<Reading>endOfWindow().early(Triggers.count(2)))
                        .evictor(Evictors.count(2))
                        .process(new Firings()))
                .run(at(1, 1), at(2, 2), at(3, 4), at("l", 4, 9), at(11, 8), watermark(Long.MAX_VALUE));
        assertThat(observed.values())
                .containsExactlyInAnyOrder(
                        "k:0-10=3 #1 of 1", "k:0-10=6 #2 of 2", "l:0-10=9 #1 of 1", "k:10-20=8 #1 of 3");
    }

    @Test
    void when_windows_are_of_processing_time_then_state_by_window_goes_with_the_clock() throws Exception {
        var observed = WindowJobs.harness(keyed -> keyed.window(
                                Windows.tumbling(Duration.ofMillis(10)).inProcessingTime())
                        .process(new Firings()))
                .run(tick(1_000), at(1, 1), tick(1_010), at(2, 2), tick(1_020));
        assertThat(observed.values()).containsExactly("k:1000-1010=1 #1 of 1", "k:1010-1020=2 #1 of 2");
        assertThat(observed.keyedEntries()).isEqualTo(1);
    }

    @Test
    void when_the_window_is_global_then_its_state_stays() throws Exception {
        var observed = WindowJobs.harness(
                        keyed -> keyed.window(Windows.count(1)).process(new Firings()))
                .run(at(1, 1), at(2, 2));
        assertThat(observed.values()).containsExactly("k:all=1 #1 of 1", "k:all=2 #2 of 2");
    }
}
