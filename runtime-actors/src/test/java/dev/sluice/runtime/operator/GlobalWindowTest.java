package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.tick;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static dev.sluice.runtime.operator.WindowJobs.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The window without an end: what it emits carries the time of what made it fire. */
class GlobalWindowTest {

    private static OperatorHarness.Observed run(Supplier<Trigger<Reading>> trigger, Input... inputs) throws Exception {
        return WindowJobs.harness(keyed ->
                        WindowJobs.values(keyed.window(Windows.global()).trigger(trigger.get())))
                .run(inputs);
    }

    @Test
    void when_a_record_makes_it_fire_then_the_result_has_that_records_time() throws Exception {
        assertThat(run(() -> Triggers.count(2), at(7, 1), at(4, 2), watermark(50), at(3, 3), at(1, 4))
                        .outputs())
                .as("no record is late")
                .containsExactly(main("k:all[1, 2]", 4), main("k:all[1, 2, 3, 4]", 1));
    }

    @Test
    void when_the_watermark_makes_it_fire_then_the_result_has_the_timers_time() throws Exception {
        assertThat(run(
                                () -> Triggers.purging(Triggers.continuousEventTime(Duration.ofMillis(10))),
                                at(3, 1),
                                watermark(12),
                                at(15, 2),
                                watermark(35),
                                at(36, 3),
                                watermark(Long.MAX_VALUE))
                        .outputs())
                .containsExactly(main("k:all[1]", 10), main("k:all[2]", 20), main("k:all[3]", 40));
    }

    @Test
    void when_the_clock_makes_it_fire_then_the_result_has_the_timers_time() throws Exception {
        assertThat(run(
                                () -> Triggers.continuousProcessingTime(Duration.ofMillis(10)),
                                tick(1_000),
                                at(3, 1),
                                tick(1_011))
                        .outputs())
                .containsExactly(main("k:all[1]", 1_010));
    }

    @Test
    void when_it_is_to_fire_at_its_end_then_that_is_the_end_of_the_input() throws Exception {
        assertThat(run(Triggers::endOfWindow, at(3, 1), watermark(1_000), at(4, 2), watermark(Long.MAX_VALUE))
                        .outputs())
                .containsExactly(main("k:all[1, 2]", Long.MAX_VALUE));
    }
}
