package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.tick;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static dev.sluice.runtime.operator.WindowJobs.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The triggers that come along, mostly over windows of 100 ms. */
class TriggerTest {
    private static final WindowAssigner HUNDRED = Windows.tumbling(Duration.ofMillis(100));

    private static List<Object> run(Supplier<Trigger<Reading>> trigger, Input... inputs) throws Exception {
        return run(HUNDRED, 0, trigger, inputs).values();
    }

    private static OperatorHarness.Observed run(
            WindowAssigner windows, long lateness, Supplier<Trigger<Reading>> trigger, Input... inputs)
            throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(keyed.window(windows)
                        .allowedLateness(Duration.ofMillis(lateness))
                        .trigger(trigger.get())))
                .run(inputs);
        if (inputs[inputs.length - 1].equals(watermark(Long.MAX_VALUE))) {
            assertThat(observed.keyedEntries()).as("state at the end of time").isZero();
        }
        return observed;
    }

    @Test
    void when_the_count_is_reached_then_it_fires_with_all_so_far_and_not_at_the_end() throws Exception {
        assertThat(run(
                        () -> Triggers.count(2),
                        at(1, 1),
                        at(2, 2),
                        at("l", 3, 9),
                        at(3, 3),
                        at(4, 4),
                        at(5, 5),
                        watermark(Long.MAX_VALUE)))
                .containsExactly("k:0-100[1, 2]", "k:0-100[1, 2, 3, 4]");
    }

    @Test
    void when_a_purging_trigger_fires_then_what_was_emitted_is_forgotten_but_its_count_goes_on() throws Exception {
        assertThat(run(
                        () -> Triggers.purging(Triggers.count(2)),
                        at(1, 1),
                        at(2, 2),
                        at(3, 3),
                        at(4, 4),
                        at(5, 5),
                        watermark(Long.MAX_VALUE)))
                .containsExactly("k:0-100[1, 2]", "k:0-100[3, 4]");
    }

    @Test
    void when_event_time_passes_multiples_of_the_interval_then_it_fires_at_each_and_at_the_end() throws Exception {
        assertThat(run(
                        () -> Triggers.continuousEventTime(Duration.ofMillis(30)),
                        at(10, 1),
                        watermark(29),
                        watermark(30),
                        at(31, 2),
                        watermark(95),
                        watermark(98),
                        watermark(99),
                        watermark(Long.MAX_VALUE)))
                .containsExactly("k:0-100[1]", "k:0-100[1, 2]", "k:0-100[1, 2]", "k:0-100[1, 2]");
    }

    @Test
    void when_the_input_ends_then_a_continuous_trigger_does_not_go_through_all_intervals() throws Exception {
        assertThat(run(() -> Triggers.continuousEventTime(Duration.ofMillis(1)), at(10, 1), watermark(Long.MAX_VALUE)))
                .containsExactly("k:0-100[1]", "k:0-100[1]");
    }

    @Test
    void when_the_clock_passes_multiples_of_the_interval_then_it_fires_once_for_all_that_were_missed()
            throws Exception {
        assertThat(run(
                        () -> Triggers.continuousProcessingTime(Duration.ofMillis(10)),
                        tick(1_004),
                        at(1, 1),
                        tick(1_010),
                        tick(1_011),
                        at(2, 2),
                        tick(1_044),
                        at(3, 3),
                        tick(1_050),
                        tick(1_051),
                        watermark(Long.MAX_VALUE)))
                .containsExactly("k:0-100[1]", "k:0-100[1, 2]", "k:0-100[1, 2, 3]");
    }

    @Test
    void when_a_record_is_far_from_the_one_that_fired_then_it_fires() throws Exception {
        assertThat(run(
                        () -> Triggers.delta(5, (from, to) -> Math.abs(to.value() - from.value())),
                        at(1, 10),
                        at(2, 15),
                        at(3, 16),
                        at(4, 12),
                        at(5, 10),
                        watermark(Long.MAX_VALUE)))
                .containsExactly("k:0-100[10, 15, 16]", "k:0-100[10, 15, 16, 12, 10]");
    }

    @Test
    void when_there_are_early_firings_then_the_end_fires_as_well_and_each_late_record_does() throws Exception {
        var observed = run(
                HUNDRED,
                50,
                () -> Triggers.<Reading>endOfWindow().early(Triggers.count(2)),
                at(1, 1),
                at(2, 2),
                at(3, 3),
                watermark(99),
                at(4, 4),
                at(5, 5),
                watermark(149),
                at(6, 6),
                watermark(Long.MAX_VALUE));
        assertThat(observed.outputs())
                .containsExactly(
                        main("k:0-100[1, 2]", 99),
                        main("k:0-100[1, 2, 3]", 99),
                        main("k:0-100[1, 2, 3, 4]", 99),
                        main("k:0-100[1, 2, 3, 4, 5]", 99));
        assertThat(observed.counters()).containsEntry("late", 1L);
    }

    @Test
    void when_there_are_late_firings_then_that_trigger_alone_is_asked_behind_the_end() throws Exception {
        assertThat(run(
                                HUNDRED,
                                50,
                                () -> Triggers.<Reading>endOfWindow()
                                        .early(Triggers.continuousProcessingTime(Duration.ofMillis(10)))
                                        .late(Triggers.count(2)),
                                tick(1_000),
                                at(1, 1),
                                tick(1_011),
                                watermark(99),
                                tick(1_021),
                                at(2, 2),
                                tick(1_031),
                                at(3, 3),
                                at(4, 4),
                                watermark(Long.MAX_VALUE))
                        .values())
                .containsExactly("k:0-100[1]", "k:0-100[1]", "k:0-100[1, 2, 3]");
    }

    @Test
    void when_early_firings_purge_then_the_end_fires_with_the_rest_only_or_not_at_all() throws Exception {
        assertThat(run(
                        () -> Triggers.<Reading>endOfWindow().early(Triggers.purging(Triggers.count(2))),
                        at(1, 1),
                        at(2, 2),
                        at(3, 3),
                        watermark(99),
                        at(101, 4),
                        at(102, 5),
                        watermark(Long.MAX_VALUE)))
                .containsExactly("k:0-100[1, 2]", "k:0-100[3]", "k:100-200[4, 5]");
    }

    @Test
    void when_windows_overlap_then_each_has_a_trigger_state_of_its_own() throws Exception {
        var observed = run(
                Windows.sliding(Duration.ofMillis(20), Duration.ofMillis(10)),
                0,
                () -> Triggers.count(2),
                at(15, 1),
                at(5, 2),
                at(25, 3),
                watermark(Long.MAX_VALUE));
        assertThat(observed.outputs()).containsExactly(main("k:0-20[1, 2]", 19), main("k:10-30[1, 3]", 29));
    }

    @Test
    void when_sessions_merge_then_their_counts_add_up_and_the_trigger_follows() throws Exception {
        WindowAssigner sessions = Windows.session(Duration.ofMillis(10));
        assertThat(run(
                                sessions,
                                0,
                                () -> Triggers.count(3),
                                at(0, 1),
                                at(15, 2),
                                at(8, 3),
                                at(9, 4),
                                watermark(Long.MAX_VALUE))
                        .values())
                .containsExactly("k:0-25[1, 2, 3]");
        assertThat(run(
                                sessions,
                                20,
                                () -> Triggers.<Reading>endOfWindow().early(Triggers.count(2)),
                                at(0, 1),
                                watermark(9),
                                at(5, 2),
                                watermark(14),
                                at(3, 3),
                                watermark(Long.MAX_VALUE))
                        .values())
                .as("a late record that moves the end opens the session again, where it is the second early one")
                .containsExactly("k:0-10[1]", "k:0-15[1, 2]", "k:0-15[1, 2]", "k:0-15[1, 2, 3]");
        assertThat(run(
                                sessions,
                                0,
                                () -> Triggers.continuousEventTime(Duration.ofMillis(4)),
                                at(1, 1),
                                at(6, 2),
                                watermark(4),
                                watermark(7),
                                watermark(8),
                                watermark(Long.MAX_VALUE))
                        .values())
                .containsExactly("k:1-16[1, 2]", "k:1-16[1, 2]", "k:1-16[1, 2]", "k:1-16[1, 2]");
    }

    @Test
    void when_windows_are_of_processing_time_then_the_default_can_be_purged() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(
                        keyed.window(HUNDRED.inProcessingTime()).trigger(Triggers.purging(Triggers.processingTime()))))
                .run(tick(1_000), at(1, 1), tick(1_099), at(2, 2), tick(1_100), at(3, 3), watermark(Long.MAX_VALUE));
        assertThat(observed.outputs()).containsExactly(main("k:1000-1100[1, 2]", 1_099), main("k:1100-1200[3]", 1_199));
        assertThat(observed.keyedEntries()).isZero();
    }

    @Test
    void when_a_record_has_thousands_of_windows_then_each_is_kept_and_restored() throws Exception {
        var observed = run(
                Windows.sliding(Duration.ofMillis(3_000), Duration.ofMillis(1)),
                0,
                Triggers::endOfWindow,
                at(0, 1),
                at("l", 5, 2),
                watermark(10),
                at(3, 4),
                watermark(Long.MAX_VALUE));
        assertThat(observed.values()).hasSize(3_000 + 3_000 + 3).contains("k:-1-2999[1, 4]", "k:3-3003[4]");
    }
}
