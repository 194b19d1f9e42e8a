package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static dev.sluice.runtime.operator.Output.side;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.WindowedStream;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tumbling and sliding windows. */
class AlignedWindowTest {
    private static final OutputTag<Reading> LATE = OutputTag.of("late");

    private static OperatorHarness under(
            WindowAssigner windows,
            long lateness,
            boolean lateRead,
            Function<WindowedStream<String, Reading>, DataStream<?>> fold) {
        JobDefinition job = (flow, params) -> {
            WindowedStream<String, Reading> windowed = flow.source("source", Ends.<Reading>source())
                    .eventTime(Reading::value, Watermarks.monotonous())
                    .keyBy(Reading::sensor)
                    .window(windows)
                    .allowedLateness(Duration.ofMillis(lateness));
            DataStream<?> results = fold.apply(lateRead ? windowed.sideOutputLateData(LATE) : windowed)
                    .name("it");
            results.sink("sink", Ends.sink());
            if (lateRead) {
                results.sideOutput(LATE).sink("late", Ends.sink());
            }
        };
        return OperatorHarness.of(job, "it").keyedBy(result -> result.toString().split(":")[0]);
    }

    private static OperatorHarness sums(WindowAssigner windows, long lateness) {
        return under(windows, lateness, true, AlignedWindowTest::sum);
    }

    private static DataStream<String> sum(WindowedStream<String, Reading> windowed) {
        return windowed.aggregate(
                Aggregates.sum(Reading::value), (window, key, sum) -> key + ":" + window.start() + "=" + sum);
    }

    private static WindowAssigner tumbling(long size) {
        return Windows.tumbling(Duration.ofMillis(size));
    }

    private static WindowAssigner sliding(long size, long slide) {
        return Windows.sliding(Duration.ofMillis(size), Duration.ofMillis(slide));
    }

    private static Input at(long time, long value) {
        return item(Reading.of("k", value), time);
    }

    @Test
    void when_the_watermark_reaches_the_last_millisecond_then_the_window_fires_with_it_as_timestamp() throws Exception {
        var observed = sums(tumbling(10), 0)
                .run(at(0, 1), at(9, 2), at(10, 4), watermark(8), watermark(9), watermark(18), watermark(19));
        assertThat(observed.outputs()).containsExactly(main("k:0=3", 9), main("k:10=4", 19));
        assertThat(observed.keyedEntries()).isZero();
    }

    @Test
    void when_times_are_negative_then_windows_are_aligned_all_the_same() throws Exception {
        var observed =
                sums(tumbling(10), 0).run(at(-1, 1), at(-10, 2), at(-11, 4), at(0, 8), watermark(Long.MAX_VALUE));
        assertThat(observed.outputs()).containsExactly(main("k:-20=4", -11), main("k:-10=3", -1), main("k:0=8", 9));
    }

    @Test
    void when_windows_have_an_offset_then_they_begin_there() throws Exception {
        var windows = Windows.tumbling(Duration.ofMillis(10), Duration.ofMillis(-3));
        var observed = sums(windows, 0).run(at(6, 1), at(7, 2), at(-4, 4), watermark(100));
        assertThat(observed.values()).containsExactly("k:-13=4", "k:-3=1", "k:7=2");
    }

    @Test
    void when_a_record_is_late_but_allowed_then_its_window_fires_again_at_once() throws Exception {
        var observed = sums(tumbling(10), 5)
                .run(at(1, 1), watermark(9), at(2, 2), watermark(13), at(3, 4), watermark(14), at(4, 8), watermark(30));
        assertThat(observed.outputs())
                .containsExactlyInAnyOrder(
                        main("k:0=1", 9), main("k:0=3", 9), main("k:0=7", 9), side("late", Reading.of("k", 8), 4));
        assertThat(observed.values()).containsExactly("k:0=1", "k:0=3", "k:0=7");
    }

    @Test
    void when_a_window_is_empty_at_its_end_then_a_late_but_allowed_record_fires_it_for_the_first_time()
            throws Exception {
        var observed = sums(tumbling(10), 5).run(watermark(12), at(5, 1), watermark(14));
        assertThat(observed.outputs()).containsExactly(main("k:0=1", 9));
        assertThat(observed.keyedEntries()).isZero();
    }

    @Test
    void when_lateness_is_not_over_then_the_state_is_there_and_afterwards_it_is_gone() throws Exception {
        assertThat(sums(tumbling(10), 5).run(at(1, 1), watermark(13)).keyedEntries())
                .isEqualTo(1);
        assertThat(sums(tumbling(10), 5).run(at(1, 1), watermark(14)).keyedEntries())
                .isZero();
        assertThat(sums(sliding(10, 5), 2).run(at(1, 1), watermark(10)).keyedEntries())
                .as("the window from -5 ends at 5, that from 0 at 10")
                .isEqualTo(1);
        assertThat(sums(sliding(10, 5), 2).run(at(1, 1), watermark(11)).keyedEntries())
                .isZero();
    }

    @Test
    void when_late_records_have_no_side_output_then_they_are_counted() throws Exception {
        var observed = under(tumbling(10), 0, false, AlignedWindowTest::sum)
                .run(at(1, 1), watermark(9), at(2, 2), at(3, 4), at(10, 8), watermark(19));
        assertThat(observed.values()).containsExactly("k:0=1", "k:10=8");
        assertThat(observed.counters()).containsEntry("late", 2L);
    }

    @Test
    void when_windows_overlap_then_a_record_counts_in_each() throws Exception {
        var observed = sums(sliding(10, 5), 0).run(at(0, 1), at(5, 2), at(12, 4), watermark(100));
        assertThat(observed.outputs())
                .containsExactly(main("k:-5=1", 4), main("k:0=3", 9), main("k:5=6", 14), main("k:10=4", 19));
    }

    @Test
    void when_the_slide_does_not_divide_the_size_then_windows_are_right_all_the_same() throws Exception {
        var observed = sums(sliding(10, 4), 0).run(at(0, 1), at(7, 2), at(9, 4), watermark(100));
        assertThat(observed.values()).containsExactly("k:-8=1", "k:-4=1", "k:0=7", "k:4=6", "k:8=4");
    }

    @Test
    void when_a_record_falls_between_two_windows_then_it_is_in_none_and_not_late() throws Exception {
        var observed = sums(sliding(4, 10), 0)
                .run(at(3, 1), at(4, 2), watermark(5), at(8, 4), at(10, 8), watermark(20), at(5, 16), at(11, 32));
        assertThat(observed.outputs())
                .containsExactlyInAnyOrder(main("k:0=1", 3), main("k:10=8", 13), side("late", Reading.of("k", 32), 11));
    }

    @Test
    void when_a_late_record_is_in_several_windows_then_those_fired_fire_again_and_the_rest_in_time() throws Exception {
        var observed =
                sums(sliding(10, 5), 4).run(at(7, 1), watermark(10), at(6, 2), watermark(13), at(6, 4), watermark(20));
        assertThat(observed.outputs()).containsExactly(main("k:0=1", 9), main("k:0=3", 9), main("k:5=7", 14));
    }

    @Test
    void when_all_records_are_kept_then_the_function_gets_them_in_order_of_arrival() throws Exception {
        var observed = under(
                        tumbling(10),
                        0,
                        true,
                        windowed -> windowed.apply((key, window, readings, out) -> {
                            StringBuilder all = new StringBuilder(key + ":");
                            readings.forEach(
                                    reading -> all.append(reading.value()).append(' '));
                            out.collect(all.toString());
                            out.collect(key + ":" + window.startInstant().toEpochMilli());
                        }))
                .run(at(5, 1), at(1, 2), at(9, 3), watermark(9));
        assertThat(observed.outputs()).containsExactly(main("k:1 2 3 ", 9), main("k:0", 9));
    }

    @Test
    void when_a_reduction_is_processed_then_the_function_gets_one_record() throws Exception {
        var observed = under(
                        tumbling(10),
                        0,
                        true,
                        windowed -> windowed.reduce(
                                (l, r) -> Reading.of(l.sensor(), Math.max(l.value(), r.value())),
                                (key, window, one, out) ->
                                        one.forEach(reading -> out.collect(key + ":" + reading.value()))))
                .run(at(5, 1), at(1, 7), at(9, 3), watermark(9));
        assertThat(observed.values()).containsExactly("k:7");
    }

    @Test
    void when_an_aggregate_is_processed_then_the_function_gets_its_result() throws Exception {
        var observed = under(
                        tumbling(10),
                        0,
                        true,
                        windowed -> windowed.aggregateAndApply(
                                Aggregates.average(Reading::value),
                                (key, window, one, out) -> one.forEach(mean -> out.collect(key + ":" + mean))))
                .run(at(5, 1), at(1, 7), watermark(9));
        assertThat(observed.values()).containsExactly("k:4.0");
    }

    @Test
    void when_two_or_three_aggregates_are_combined_then_the_result_is_made_of_all() throws Exception {
        var two = under(
                        sliding(10, 5),
                        0,
                        true,
                        windowed -> windowed.aggregate(
                                Aggregates.of(Aggregates.count(), Aggregates.max(Reading::value)),
                                (window, key, count, max) -> key + ":" + window.start() + " " + count + " " + max))
                .run(at(5, 1), at(1, 7), watermark(30));
        assertThat(two.values()).containsExactly("k:-5 1 7", "k:0 2 7", "k:5 1 1");
        var three = under(
                        tumbling(10),
                        0,
                        true,
                        windowed -> windowed.aggregate(
                                Aggregates.of(
                                        Aggregates.count(),
                                        Aggregates.min(Reading::value),
                                        Aggregates.average(Reading::value)),
                                (window, key, count, min, mean) -> key + ":" + count + " " + min + " " + mean))
                .run(at(5, 1), at(1, 7), watermark(30));
        assertThat(three.values()).containsExactly("k:2 1 4.0");
    }

    @Test
    void when_many_keys_fire_then_all_do_before_the_watermark_goes_on() throws Exception {
        Input[] inputs = new Input[102];
        for (int i = 0; i < 100; i++) {
            inputs[i] = item(Reading.of("k" + i, i), i % 10);
        }
        inputs[100] = watermark(8);
        inputs[101] = watermark(9);
        var observed = sums(tumbling(10), 0).run(inputs);
        assertThat(observed.outputs()).hasSize(100).allMatch(output -> output.timestamp() == 9);
    }

    @Test
    void when_a_record_has_no_event_time_then_the_error_says_what_is_missing() {
        assertThatThrownBy(() -> sums(tumbling(10), 0).run(at(Long.MIN_VALUE, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".eventTime(");
    }

    @Test
    void when_a_window_function_returns_null_then_the_error_says_so() {
        assertThatThrownBy(() -> under(
                                tumbling(10),
                                0,
                                true,
                                windowed -> windowed.aggregate(Aggregates.count(), (window, key, n) -> (String) null))
                        .run(at(1, 1), watermark(9)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("the result is null");
        assertThatThrownBy(() -> under(tumbling(10), 0, true, windowed -> windowed.reduce((l, r) -> null))
                        .run(at(1, 1), at(2, 2), watermark(9)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("reduce returned null");
    }
}
