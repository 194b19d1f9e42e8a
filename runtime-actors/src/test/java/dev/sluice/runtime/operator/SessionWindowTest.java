package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static dev.sluice.runtime.operator.Output.side;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions with a gap of 10 ms. */
class SessionWindowTest {
    private static final OutputTag<Reading> LATE = OutputTag.of("late");

    private static OperatorHarness withLateness(long millis) {
        JobDefinition job = (flow, params) -> {
            DataStream<String> sessions = flow.source("source", Ends.<Reading>source())
                    .eventTime(Reading::value, Watermarks.monotonous())
                    .keyBy(Reading::sensor)
                    .window(Windows.session(Duration.ofMillis(10)))
                    .allowedLateness(Duration.ofMillis(millis))
                    .sideOutputLateData(LATE)
                    .aggregate(
                            Aggregates.sum(Reading::value),
                            (window, key, sum) -> key + ":" + window.start() + "-" + window.end() + "=" + sum)
                    .name("it");
            sessions.sink("sink", Ends.sink());
            sessions.sideOutput(LATE).sink("late", Ends.sink());
        };
        return OperatorHarness.of(job, "it").keyedBy(result -> result.toString().split(":")[0]);
    }

    private static Input at(long time, long value) {
        return item(Reading.of("k", value), time);
    }

    @Test
    void when_records_are_nearer_than_the_gap_then_they_are_in_one_session() throws Exception {
        var observed = withLateness(0).run(at(0, 1), at(9, 2), at(-5, 4), watermark(17), watermark(18));
        assertThat(observed.outputs()).containsExactly(main("k:-5-19=7", 18));
        assertThat(observed.keyedEntries()).isZero();
    }

    @Test
    void when_a_session_ends_where_the_next_begins_then_they_are_one() throws Exception {
        var observed = withLateness(0).run(at(0, 1), at(10, 2), at(21, 4), watermark(100));
        assertThat(observed.values()).containsExactly("k:0-20=3", "k:21-31=4");
    }

    @Test
    void when_a_record_bridges_two_sessions_then_they_become_one() throws Exception {
        var observed = withLateness(0).run(at(0, 1), at(15, 2), watermark(5), at(8, 4), watermark(24));
        assertThat(observed.outputs()).containsExactly(main("k:0-25=7", 24));
    }

    @Test
    void when_a_late_record_extends_a_fired_session_then_it_fires_again_and_once_more_at_its_new_end()
            throws Exception {
        var observed = withLateness(20)
                .run(at(0, 1), watermark(9), at(-5, 2), at(4, 4), watermark(13), watermark(32), watermark(33));
        assertThat(observed.outputs())
                .containsExactly(main("k:0-10=1", 9), main("k:-5-10=3", 9), main("k:-5-14=7", 13));
        assertThat(observed.keyedEntries()).isZero();
    }

    @Test
    void when_a_record_is_too_late_for_any_session_then_it_goes_to_the_side_output() throws Exception {
        var observed = withLateness(5).run(at(0, 1), watermark(14), at(0, 2), at(4, 4), at(-7, 8), watermark(100));
        assertThat(observed.outputs())
                .containsExactlyInAnyOrder(
                        main("k:0-10=1", 9),
                        side("late", Reading.of("k", 2), 0),
                        main("k:4-14=4", 13),
                        side("late", Reading.of("k", 8), -7));
    }

    @Test
    void when_a_late_record_touches_a_living_session_then_it_is_not_too_late() throws Exception {
        var observed = withLateness(0).run(at(30, 1), watermark(35), at(21, 2), at(10, 4), watermark(100));
        assertThat(observed.values()).as("21 alone would be over at 31").containsExactly("k:21-40=3");
    }

    @Test
    void when_a_session_grows_then_the_others_of_its_key_are_still_cleaned_up_in_time() throws Exception {
        // The session [0, 10) is kept until 24, which is also when [15, 25) would have fired, had it not grown.
        var observed = withLateness(15)
                .run(at(0, 1), watermark(9), at(15, 2), at(16, 4), watermark(24), at(4, 8), watermark(100));
        assertThat(observed.values()).containsExactly("k:0-10=1", "k:4-14=8", "k:15-26=6");
    }

    @Test
    void when_a_session_is_long_then_its_timers_do_not_pile_up() throws Exception {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            inputs.add(at(i, 1));
        }
        var observed = withLateness(50).run(inputs);
        assertThat(observed.keyedEntries()).as("the sessions and one timer").isEqualTo(2);
    }
}
