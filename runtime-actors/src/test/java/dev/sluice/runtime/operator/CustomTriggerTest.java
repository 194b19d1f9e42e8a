package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.WindowJobs.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.TriggerResult;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Triggers as users write them. */
class CustomTriggerTest {

    /** Fires ten milliseconds behind the largest value so far, with state of every kind. */
    private static final class BehindLargest extends Trigger<Reading> {
        private final ValueState<Long> due = valueState("due", Long.class);
        private final ListState<Long> seen = listState("seen", Long.class);
        private final MapState<String, Long> times = mapState("times", String.class, Long.class);

        @Override
        public TriggerResult onElement(Reading reading, long timestamp, Window window, Context context) {
            seen.add(reading.value());
            Long before = times.get("last");
            if (before == null || before < timestamp) {
                times.put("last", timestamp);
                if (due.value() != null) {
                    context.timers().deleteEventTimeTimer(due.value());
                }
                due.update(timestamp + 10);
                context.timers().registerEventTimeTimer(timestamp + 10);
            }
            return seen.get().size() == 5 ? TriggerResult.PURGE : TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, Window window, Context context) {
            Long expected = due.value();
            return expected != null && expected == time ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }

        @Override
        public boolean canMerge() {
            return true;
        }

        @Override
        public void onMerge(Window merged, MergeContext context) {
            assertThat(due.value()).as("state of the new window").isNull();
            context.merge(due, Math::max);
            context.merge(seen);
            context.timers().registerEventTimeTimer(due.value());
        }
    }

    @Test
    void when_a_trigger_deletes_timers_then_only_the_last_fires() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(
                        keyed.window(Windows.tumbling(Duration.ofMillis(100))).trigger(new BehindLargest())))
                .run(
                        at(10, 1),
                        at(5, 2),
                        at(15, 3),
                        watermark(20),
                        watermark(25),
                        at(30, 4),
                        watermark(39),
                        at(31, 5),
                        at(32, 6),
                        watermark(99),
                        watermark(Long.MAX_VALUE));
        assertThat(observed.values()).containsExactly("k:0-100[1, 2, 3]", "k:0-100[6]");
        assertThat(observed.keyedEntries()).isZero();
    }

    @Test
    void when_sessions_merge_then_state_is_merged_as_the_trigger_says_and_old_timers_do_not_come() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(
                        keyed.window(Windows.session(Duration.ofMillis(20))).trigger(new BehindLargest())))
                .run(at(0, 1), at(30, 2), at(15, 3), watermark(25), watermark(40), watermark(Long.MAX_VALUE));
        assertThat(observed.values()).containsExactly("k:0-50[1, 2, 3]");
        assertThat(observed.keyedEntries()).isZero();
    }

    /** Says what is called. */
    private static final class Logging extends Trigger<Reading> {
        private final List<String> log;

        Logging(List<String> log) {
            this.log = log;
        }

        @Override
        public TriggerResult onElement(Reading reading, long timestamp, Window window, Context context) {
            log.add("element " + reading.value() + " " + WindowJobs.text(window));
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, Window window, Context context) {
            log.add("timer " + time + " " + WindowJobs.text(window) + " at " + context.currentWatermark());
            return TriggerResult.FIRE;
        }

        @Override
        public boolean canMerge() {
            return true;
        }

        @Override
        public void onMerge(Window merged, MergeContext context) {
            log.add("merge " + WindowJobs.text(merged));
        }

        @Override
        public void clear(Window window, Context context) {
            log.add("clear " + WindowJobs.text(window));
            context.timers().registerEventTimeTimer(1_000); // is dropped with the window
        }
    }

    @Test
    void when_sessions_merge_or_end_then_the_trigger_hears_of_each_window_that_goes() throws Exception {
        List<String> log = new ArrayList<>();
        OperatorRun run = new OperatorRun(
                WindowJobs.job(keyed -> WindowJobs.values(keyed.window(Windows.session(Duration.ofMillis(10)))
                        .allowedLateness(Duration.ofMillis(5))
                        .trigger(new Logging(log)))),
                "it",
                1024);
        run.singly(List.of(at(0, 1), at(15, 2), at(5, 3), at(6, 4), watermark(29), watermark(2_000)));
        assertThat(log)
                .containsExactly(
                        "element 1 0-10",
                        "element 2 15-25",
                        "merge 0-25",
                        "clear 0-10",
                        "clear 15-25",
                        "element 3 0-25",
                        "element 4 0-25",
                        "timer 29 0-25 at 29",
                        "clear 0-25");
        run.close();
    }

    @Test
    void when_an_error_comes_out_of_a_trigger_or_gap_then_it_says_what_is_wrong() throws Exception {
        Trigger<Reading> nothing = new Trigger<>() {
            @Override
            @SuppressWarnings("NullAway") // what users do
            public TriggerResult onElement(Reading reading, long timestamp, Window window, Context context) {
                return null;
            }
        };
        assertThatThrownBy(() -> WindowJobs.harness(keyed ->
                                WindowJobs.values(keyed.window(Windows.global()).trigger(nothing)))
                        .run(at(0, 1)))
                .hasMessageContaining("the trigger's result");
        assertThatThrownBy(() -> WindowJobs.harness(
                                keyed -> WindowJobs.values(keyed.window(Windows.<Reading>session(reading -> 0L))))
                        .run(at(0, 1)))
                .hasMessageContaining("must be positive, but is 0");
        Trigger<Reading> forgetful = new Trigger<>() {
            @Override
            public TriggerResult onElement(Reading reading, long timestamp, Window window, Context context) {
                return TriggerResult.CONTINUE;
            }

            @Override
            public boolean canMerge() {
                return true;
            }
        };
        assertThatThrownBy(() -> WindowJobs.harness(
                                keyed -> WindowJobs.values(keyed.window(Windows.session(Duration.ofMillis(10)))
                                        .trigger(forgetful)))
                        .run(at(0, 1), at(5, 2)))
                .hasMessageContaining("cannot follow windows that merge");
    }

    @Test
    void when_no_window_of_a_record_lives_then_it_is_late_and_otherwise_not() throws Exception {
        OutputTag<Reading> late = OutputTag.of("late");
        var observed = OperatorHarness.of(
                        (flow, params) -> {
                            var counts = flow.source("source", Ends.<Reading>source())
                                    .eventTime(Reading::value, dev.sluice.api.time.Watermarks.monotonous())
                                    .keyBy(Reading::sensor)
                                    .window(Windows.sliding(Duration.ofMillis(20), Duration.ofMillis(10)))
                                    .sideOutputLateData(late)
                                    .trigger(new Logging(new ArrayList<>()))
                                    .aggregate(
                                            Aggregates.count(),
                                            (window, key, n) -> key + ":" + WindowJobs.text(window) + "=" + n)
                                    .name("it");
                            counts.sink("sink", Ends.sink());
                            counts.sideOutput(late).sink("late", Ends.sink());
                        },
                        "it")
                .keyedBy(result -> result.toString().split(":")[0])
                .run(watermark(19), at(15, 1), at(9, 2), watermark(Long.MAX_VALUE));
        assertThat(observed.values()).containsExactly("k:10-30=1");
        assertThat(observed.outputs()).contains(Output.side("late", Reading.of("k", 2), 9));
    }
}
