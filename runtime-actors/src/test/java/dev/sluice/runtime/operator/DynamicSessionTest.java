package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.tick;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static dev.sluice.runtime.operator.WindowJobs.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sessions whose gap is the record's value, and sessions of the wall clock. */
class DynamicSessionTest {
    private static final WindowAssigner BY_VALUE = Windows.session(Reading::value);

    @Test
    void when_the_gap_depends_on_the_record_then_the_longest_reach_counts() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(keyed.window(BY_VALUE)))
                .run(at(0, 30), at(5, 2), at(31, 4), at(36, 1), watermark(30), watermark(Long.MAX_VALUE));
        assertThat(observed.outputs())
                .containsExactly(main("k:0-30[30, 2]", 29), main("k:31-35[4]", 34), main("k:36-37[1]", 36));
        assertThat(observed.keyedEntries()).isZero();
    }

    @Test
    void when_a_late_but_allowed_record_bridges_sessions_then_all_fires_again() throws Exception {
        var observed = WindowJobs.harness(
                        keyed -> WindowJobs.values(keyed.window(BY_VALUE).allowedLateness(Duration.ofMillis(100))))
                .run(at(0, 5), at(20, 6), watermark(40), at(4, 17), watermark(200));
        assertThat(observed.outputs())
                .containsExactly(main("k:0-5[5]", 4), main("k:20-26[6]", 25), main("k:0-26[5, 6, 17]", 25));
        assertThat(observed.keyedEntries()).isZero();
    }

    @Test
    void when_a_session_reaches_to_the_end_of_time_then_it_fires_there() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(keyed.window(BY_VALUE)))
                .run(at(10, Long.MAX_VALUE), at(5, 5), watermark(1_000), watermark(Long.MAX_VALUE));
        assertThat(observed.outputs())
                .containsExactly(main("k:5-" + Long.MAX_VALUE + "[" + Long.MAX_VALUE + ", 5]", Long.MAX_VALUE));
    }

    @Test
    void when_the_clock_passes_the_gap_then_a_session_of_processing_time_fires() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(
                        keyed.window(Windows.session(Duration.ofMillis(10)).inProcessingTime())))
                .run(
                        tick(1_000),
                        at(500, 1),
                        tick(1_008),
                        at(3, 2),
                        tick(1_010),
                        watermark(5_000),
                        tick(1_018),
                        at(4, 3),
                        tick(1_020),
                        watermark(Long.MAX_VALUE));
        assertThat(observed.outputs()).containsExactly(main("k:1000-1018[1, 2]", 1_017), main("k:1018-1028[3]", 1_027));
        assertThat(observed.keyedEntries()).isZero();
    }

    @Test
    void when_sessions_of_processing_time_have_dynamic_gaps_and_a_trigger_then_both_hold() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(keyed.window(BY_VALUE.inProcessingTime())
                        .trigger(Triggers.purging(Triggers.continuousProcessingTime(Duration.ofMillis(10))))))
                .run(tick(1_000), at(0, 7), tick(1_005), at(0, 20), tick(1_011), at(0, 3), tick(1_024), tick(1_100));
        assertThat(observed.outputs())
                .containsExactly(main("k:1000-1025[7, 20]", 1_024), main("k:1000-1025[3]", 1_024));
        assertThat(observed.keyedEntries()).isZero();
    }
}
