package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.tick;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.ReduceFunction;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import dev.sluice.runtime.data.Batch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Windows of the wall clock; records have no event time. */
class ProcessingTimeWindowTest {

    private static OperatorHarness sums(WindowAssigner windows) {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .keyBy(Reading::sensor)
                .window(windows.inProcessingTime())
                .aggregate(Aggregates.sum(Reading::value), (window, key, sum) -> key + ":" + window.start() + "=" + sum)
                .name("it")
                .sink("sink", Ends.sink());
        return OperatorHarness.of(job, "it").keyedBy(result -> result.toString().split(":")[0]);
    }

    private static Input of(String key, long value) {
        return item(Reading.of(key, value), Batch.NO_TIMESTAMP);
    }

    private static WindowAssigner tumbling() {
        return Windows.tumbling(Duration.ofMillis(10));
    }

    @Test
    void when_the_clock_reaches_the_end_then_the_window_fires_once_even_after_a_restore() throws Exception {
        var observed = sums(tumbling())
                .run(
                        tick(1_000),
                        of("k", 1),
                        of("l", 8),
                        tick(1_009),
                        of("k", 2),
                        watermark(50_000),
                        tick(1_010),
                        of("k", 4),
                        tick(1_035));
        assertThat(observed.outputs())
                .containsExactlyInAnyOrder(main("k:1000=3", 1_009), main("l:1000=8", 1_009), main("k:1010=4", 1_019));
        assertThat(observed.keyedEntries()).isZero();
    }

    @Test
    void when_windows_overlap_then_each_fires_once_even_after_a_restore() throws Exception {
        var observed = sums(Windows.sliding(Duration.ofMillis(30), Duration.ofMillis(10)))
                .run(tick(1_000), of("k", 1), tick(1_010), of("k", 2), tick(1_020), tick(1_030), tick(1_100));
        assertThat(observed.values()).containsExactly("k:980=1", "k:990=3", "k:1000=3", "k:1010=2");
        assertThat(observed.keyedEntries()).isZero();
    }

    @Test
    void when_windows_have_gaps_then_what_comes_between_them_is_left_out() throws Exception {
        var observed = sums(Windows.sliding(Duration.ofMillis(10), Duration.ofMillis(20)))
                .run(tick(1_000), of("k", 1), tick(1_015), of("k", 2), tick(1_020), of("k", 4), tick(2_000));
        assertThat(observed.values()).containsExactly("k:1000=1", "k:1020=4");
    }

    @Test
    void when_the_input_ends_then_open_windows_fire() throws Exception {
        var observed = sums(tumbling()).run(tick(1_000), of("k", 1), watermark(Long.MAX_VALUE));
        assertThat(observed.outputs()).containsExactly(main("k:1000=1", 1_009));
    }

    @Test
    void when_windows_are_reduced_then_records_that_are_objects_are_kept_until_then() throws Exception {
        ReduceFunction<Reading> latest = (before, next) -> next;
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .keyBy(Reading::sensor)
                .window(tumbling().inProcessingTime())
                .reduce(latest)
                .name("it")
                .sink("sink", Ends.sink());
        var observed = OperatorHarness.of(job, "it")
                .keyedBy(reading -> ((Reading) reading).sensor())
                .run(tick(1_000), of("k", 1), of("k", 2), of("l", 3), tick(1_010));
        assertThat(observed.values()).containsExactlyInAnyOrder(Reading.of("k", 2), Reading.of("l", 3));
    }

    @Test
    void when_lateness_is_allowed_or_windows_know_no_time_then_the_definition_is_refused() {
        JobDefinition late = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .keyBy(Reading::sensor)
                .window(tumbling().inProcessingTime())
                .allowedLateness(Duration.ofMillis(1));
        assertThatThrownBy(() -> OperatorHarness.of(late, "it").run())
                .hasMessageContaining("only windows of event time have an allowed lateness");
        assertThatThrownBy(() -> Windows.count(5).inProcessingTime())
                .hasMessageContaining("knows no time, so it cannot be of processing time");
    }
}
