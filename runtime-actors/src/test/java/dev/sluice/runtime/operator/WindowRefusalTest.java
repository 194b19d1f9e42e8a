package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.Collector;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.window.Evictors;
import dev.sluice.api.window.ProcessWindowFunction;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.TriggerResult;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.function.Function;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What can be found wrong with windows where they are defined. */
class WindowRefusalTest {
    private static final WindowAssigner SESSIONS = Windows.session(Duration.ofMillis(10));
    private static final WindowAssigner TUMBLING = Windows.tumbling(Duration.ofMillis(10));

    private static JobGraph define(JobDefinition job) {
        return Dataflow.define(JobDefinition.named("job", job), Parameters.none());
    }

    private static AbstractThrowableAssert<?, ?> refused(
            Function<KeyedStream<String, Reading>, DataStream<String>> windows) {
        return assertThatThrownBy(() -> define(WindowJobs.job(windows)));
    }

    @Test
    void when_a_global_window_has_no_trigger_then_it_would_never_fire() {
        refused(keyed -> WindowJobs.values(keyed.window(Windows.global())))
                .hasMessageContaining("global window \"it\" never fires")
                .hasMessageContaining(".trigger(");
    }

    private static final class Fixed extends Trigger<Reading> {
        @Override
        public TriggerResult onElement(Reading reading, long timestamp, Window window, Trigger.Context context) {
            return TriggerResult.CONTINUE;
        }
    }

    @Test
    void when_a_trigger_cannot_follow_sessions_then_it_is_named() {
        for (WindowAssigner sessions :
                new WindowAssigner[] {SESSIONS, Windows.session(Reading::value), SESSIONS.inProcessingTime()}) {
            refused(keyed -> WindowJobs.values(keyed.window(sessions).trigger(new Fixed())))
                    .hasMessageContaining("trigger " + Fixed.class.getName() + " cannot follow")
                    .hasMessageContaining("canMerge()");
        }
        refused(keyed -> WindowJobs.values(keyed.window(SESSIONS).trigger(Triggers.delta(1, (from, to) -> 0))))
                .hasMessageContaining("delta(1.0)");
        refused(keyed -> WindowJobs.values(keyed.window(SESSIONS)
                        .trigger(
                                Triggers.purging(Triggers.<Reading>endOfWindow().late(new Fixed())))))
                .hasMessageContaining("cannot follow");
    }

    private static final class ByWindow extends ProcessWindowFunction<String, Reading, String> {
        ByWindow() {
            windowValueState("state", Long.class);
        }

        @Override
        public void process(
                String key, ProcessWindowFunction.Context context, Iterable<Reading> readings, Collector<String> out) {}
    }

    @Test
    void when_sessions_have_state_by_window_then_the_function_is_named() {
        refused(keyed -> keyed.window(SESSIONS).process(new ByWindow()))
                .hasMessageContaining("ByWindow")
                .hasMessageContaining("keep it by key");
    }

    @Test
    void when_a_trigger_is_used_twice_then_both_places_are_named() {
        Trigger<Reading> one = Triggers.count(2);
        assertThatThrownBy(() -> define((flow, params) -> {
                    KeyedStream<String, Reading> keyed =
                            flow.source("source", Ends.<Reading>source()).keyBy(Reading::sensor);
                    WindowJobs.values(keyed.window(Windows.global()).trigger(one))
                            .name("first")
                            .sink("a", Ends.sink());
                    WindowJobs.values(keyed.window(Windows.global()).trigger(Triggers.purging(one)))
                            .name("second")
                            .sink("b", Ends.sink());
                }))
                .hasMessageContaining("\"second\" uses the same trigger object as window \"first\"");
        refused(keyed -> WindowJobs.values(keyed.window(TUMBLING)
                        .trigger(Triggers.<Reading>endOfWindow().early(one).late(one))))
                .hasMessageContaining("\"it\" uses the same trigger object twice");
    }

    @Test
    void when_sizes_make_no_sense_then_they_are_named() {
        Duration ten = Duration.ofMillis(10);
        assertThatThrownBy(() -> Windows.tumbling(Duration.ZERO))
                .hasMessageContaining("size must be at least one millisecond");
        assertThatThrownBy(() -> Windows.sliding(ten, Duration.ofMillis(-1))).hasMessageContaining("slide must be");
        assertThatThrownBy(() -> Windows.session(Duration.ofNanos(1))).hasMessageContaining("gap must be");
        assertThatThrownBy(() -> Windows.cumulative(ten, Duration.ofMillis(3))).hasMessageContaining("multiple");
        assertThatThrownBy(() -> Triggers.continuousEventTime(Duration.ZERO)).hasMessageContaining("interval must be");
        assertThatThrownBy(() -> Windows.global().inProcessingTime()).hasMessageContaining("knows no time");
        assertThatThrownBy(() -> TUMBLING.inProcessingTime().inProcessingTime())
                .hasMessageContaining("leave inProcessingTime() out");
        refused(keyed -> WindowJobs.values(keyed.window(TUMBLING).allowedLateness(Duration.ofMillis(-1))))
                .hasMessageContaining("must not be negative");
        refused(keyed -> WindowJobs.values(keyed.window(Windows.count(2)).allowedLateness(ten)))
                .hasMessageContaining("no record is late");
    }

    @Test
    void when_windows_are_kept_in_another_way_then_the_fingerprint_changes() {
        assertThat(fingerprint(keyed -> WindowJobs.values(keyed.window(TUMBLING))))
                .isEqualTo(fingerprint(keyed -> WindowJobs.values(keyed.window(TUMBLING))))
                .isNotEqualTo(fingerprint(
                        keyed -> WindowJobs.values(keyed.window(TUMBLING).trigger(Triggers.endOfWindow()))))
                .isNotEqualTo(fingerprint(keyed -> keyed.window(TUMBLING).process(new ByWindow())));
        String ends =
                fingerprint(keyed -> WindowJobs.values(keyed.window(TUMBLING).trigger(Triggers.endOfWindow())));
        assertThat(ends)
                .isEqualTo(fingerprint(keyed ->
                        WindowJobs.values(keyed.window(TUMBLING).trigger(Triggers.purging(Triggers.endOfWindow())))))
                .isNotEqualTo(fingerprint(keyed -> WindowJobs.values(
                        keyed.window(TUMBLING).trigger(Triggers.endOfWindow()).evictor(Evictors.count(2)))));
    }

    private static String fingerprint(Function<KeyedStream<String, Reading>, DataStream<String>> windows) {
        return define(WindowJobs.job(windows)).fingerprint();
    }
}
