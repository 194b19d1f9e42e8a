package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static dev.sluice.runtime.operator.WindowJobs.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.WindowedStream;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Windows;
import org.junit.jupiter.api.Test;

/** Windows of a number of records. */
class CountWindowTest {

    @Test
    void when_there_are_enough_records_of_a_key_then_the_window_fires_with_the_last_ones_time() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(keyed.window(Windows.count(2))))
                .run(at(5, 1), at("l", 6, 2), at(3, 3), at(9, 4), at("l", 2, 5), watermark(Long.MAX_VALUE));
        assertThat(observed.outputs()).containsExactlyInAnyOrder(main("k:all[1, 3]", 3), main("l:all[2, 5]", 2));
        assertThat(observed.keyedEntries()).as("an incomplete window of k").isEqualTo(1);
    }

    @Test
    void when_a_window_is_complete_then_nothing_of_its_key_is_left() throws Exception {
        assertThat(WindowJobs.harness(keyed -> WindowJobs.values(keyed.window(Windows.count(1))))
                        .run(at(5, 1), at("l", 6, 2))
                        .keyedEntries())
                .isZero();
    }

    @Test
    void when_windows_slide_then_they_have_the_last_records() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(keyed.window(Windows.count(3, 2))))
                .run(at(1, 1), at(2, 2), at(3, 3), at(4, 4), at(5, 5), at(6, 6));
        assertThat(observed.values()).containsExactly("k:all[1, 2]", "k:all[2, 3, 4]", "k:all[4, 5, 6]");
    }

    @Test
    void when_windows_have_gaps_then_they_have_the_last_records_before_they_fire() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(keyed.window(Windows.count(1, 3))))
                .run(at(1, 1), at(2, 2), at(3, 3), at(4, 4), at(5, 5), at(6, 6));
        assertThat(observed.values()).containsExactly("k:all[3]", "k:all[6]");
    }

    @Test
    void when_one_windowed_stream_is_used_twice_then_each_counts_for_itself() throws Exception {
        JobDefinition job = (flow, params) -> {
            WindowedStream<String, Reading> pairs = flow.source("source", Ends.<Reading>source())
                    .keyBy(Reading::sensor)
                    .window(Windows.count(2));
            WindowJobs.values(pairs).name("it").sink("sink", Ends.sink());
            pairs.aggregate(Aggregates.count()).name("other").sink("others", Ends.sink());
        };
        assertThat(OperatorHarness.of(job, "it")
                        .keyedBy(result -> "k")
                        .run(at(1, 1), at(2, 2))
                        .values())
                .containsExactly("k:all[1, 2]");
        assertThat(OperatorHarness.of(job, "other").run(at(1, 1), at(2, 2)).values())
                .containsExactly(2L);
    }

    @Test
    void when_a_trigger_is_set_then_it_replaces_the_count() throws Exception {
        var observed = WindowJobs.harness(keyed ->
                        WindowJobs.values(keyed.window(Windows.count(2, 1)).trigger(Triggers.count(3))))
                .run(at(1, 1), at(2, 2), at(3, 3));
        assertThat(observed.values()).containsExactly("k:all[2, 3]");
    }

    @Test
    void when_there_are_no_keys_then_all_records_are_counted_together() throws Exception {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .windowAll(Windows.count(3))
                .aggregate(Aggregates.sum(Reading::value), (window, key, sum) -> key + ":" + sum)
                .name("it")
                .sink("sink", Ends.sink());
        var observed = OperatorHarness.of(job, "it")
                .keyedBy(result -> 0L)
                .run(at("a", 1, 1), at("b", 2, 2), at("c", 3, 4), at("a", 4, 8));
        assertThat(observed.outputs()).containsExactly(main("0:7", 3));
    }

    @Test
    void when_the_number_is_not_positive_then_it_is_refused() {
        assertThatThrownBy(() -> Windows.count(0)).hasMessageContaining("at least one record, but have 0 and 0");
        assertThatThrownBy(() -> Windows.count(2, -1)).hasMessageContaining("2 and -1");
        assertThatThrownBy(() -> Triggers.count(0)).hasMessageContaining("at least 1, but it is 0");
    }
}
