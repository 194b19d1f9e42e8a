package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.graph.OperatorSpec.EventTime;
import dev.sluice.api.time.WatermarkGenerator;
import dev.sluice.api.time.WatermarkOutput;
import dev.sluice.api.time.WatermarkStrategy;
import dev.sluice.api.time.Watermarks;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What event time behind a source says, with records and without. */
class EventTimeOperatorTest {
    private static final WatermarkStrategy<Long> IDLE_AFTER_500 =
            Watermarks.<Long>monotonous().withIdleness(Duration.ofMillis(500));

    private final Emitter out = new Emitter(
            8, Set.of(), new Sharing(ValueCodec.create(AllowedTypes.builder().build())));
    private long now = 1_000;

    private EventTimeOperator operator(WatermarkStrategy<Long> strategy) {
        return new EventTimeOperator(new EventTime((Long x) -> x, strategy), () -> Instant.ofEpochMilli(now));
    }

    private void process(EventTimeOperator operator, long... times) throws Exception {
        Batch batch = new Batch(times.length);
        for (long time : times) {
            batch.add(time, Batch.NO_TIMESTAMP);
        }
        operator.process(0, batch, out);
    }

    private Control control() {
        Control control = out.main().control();
        out.clear();
        return control;
    }

    /** Has it look at the clock as often as it wants. */
    private Control tick(EventTimeOperator operator, long time) throws Exception {
        now = time;
        for (int i = 0; i < 2 && operator.nextTick() <= time; i++) {
            if (!operator.onTick(time, out)) {
                return control();
            }
        }
        return control();
    }

    @Test
    void when_no_record_comes_for_the_idle_time_then_it_says_so_once_until_the_next_one() throws Exception {
        EventTimeOperator operator = operator(IDLE_AFTER_500);
        assertThat(operator.nextTick()).isEqualTo(1_500);
        now = 1_300;
        process(operator, 10);
        assertThat(control()).isEqualTo(new Control.Watermark(9));
        assertThat(operator.nextTick()).isEqualTo(1_800);
        assertThat(tick(operator, 1_500)).isNull();
        assertThat(tick(operator, 1_800))
                .as("what has come already is looked at first")
                .isNull();
        assertThat(operator.nextTick()).isEqualTo(1_805);
        now = 1_805;
        assertThat(operator.onTick(1_805, out))
                .as("there is something to emit first")
                .isFalse();
        assertThat(control()).isEqualTo(new Control.Idle());
        assertThat(operator.onTick(1_805, out)).isTrue();
        assertThat(control()).isNull();
        assertThat(operator.nextTick()).isEqualTo(Long.MAX_VALUE);
        now = 5_000;
        process(operator, 5);
        assertThat(control()).as("no newer watermark").isEqualTo(new Control.Active());
        assertThat(operator.nextTick()).isEqualTo(5_500);
    }

    @Test
    void when_a_record_has_waited_while_the_subtask_was_at_work_then_it_is_not_idle() throws Exception {
        EventTimeOperator operator = operator(IDLE_AFTER_500);
        process(operator, 10);
        control();
        assertThat(tick(operator, 9_000)).isNull();
        process(operator, 20);
        assertThat(control()).isEqualTo(new Control.Watermark(19));
        assertThat(operator.nextTick()).isEqualTo(9_500);
    }

    @Test
    void when_there_is_no_room_for_results_then_that_time_is_no_silence() throws Exception {
        EventTimeOperator operator = operator(IDLE_AFTER_500);
        process(operator, 10);
        control();
        now = 1_400;
        operator.onBackpressure(true);
        now = 91_400;
        operator.onBackpressure(false);
        assertThat(operator.nextTick()).as("400 ms and the rest").isEqualTo(91_500);
        assertThat(tick(operator, 91_499)).isNull();
        tick(operator, 91_500);
        assertThat(tick(operator, 91_505)).isEqualTo(new Control.Idle());
    }

    @Test
    void when_the_input_has_ended_then_it_is_not_idle() {
        EventTimeOperator operator = operator(IDLE_AFTER_500);
        operator.onWatermark(Long.MAX_VALUE, out);
        assertThat(operator.nextTick()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void when_no_idle_time_is_set_then_it_waits_for_ever() {
        assertThat(operator(Watermarks.monotonous()).nextTick()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void when_watermarks_are_in_the_records_then_only_those_are_told() throws Exception {
        EventTimeOperator operator = operator(Watermarks.punctuated((record, time) -> time % 10 == 0 ? time : null));
        process(operator, 3, 12);
        assertThat(control()).isNull();
        process(operator, 30, 31, 20);
        assertThat(control()).isEqualTo(new Control.Watermark(30));
        process(operator, 20);
        assertThat(control()).isNull();
    }

    @Test
    void when_there_are_no_watermarks_then_records_still_have_their_times() throws Exception {
        EventTimeOperator operator = operator(Watermarks.noWatermarks());
        process(operator, 3);
        assertThat(out.main().timestamps[0]).isEqualTo(3);
        assertThat(control()).isNull();
    }

    /** Tells the number of records it has seen when it is asked, and half of each record at once. */
    private static final class Counting implements WatermarkGenerator<Long> {
        private long count;

        @Override
        public void onEvent(Long record, long timestamp, WatermarkOutput output) {
            count += 1_000;
            output.emitWatermark(timestamp / 2);
        }

        @Override
        public void onPeriodic(WatermarkOutput output) {
            output.emitWatermark(count);
        }
    }

    @Test
    void when_a_generator_is_the_users_then_it_is_asked_with_each_record_and_each_period() throws Exception {
        EventTimeOperator operator =
                operator(Watermarks.<Long>generator(Counting::new).withIdleness(Duration.ofMillis(500)));
        process(operator, 8);
        assertThat(control()).isEqualTo(new Control.Watermark(4));
        assertThat(operator.nextTick()).isEqualTo(1_200);
        assertThat(tick(operator, 1_199)).isNull();
        assertThat(tick(operator, 1_200)).isEqualTo(new Control.Watermark(1_000));
        assertThat(tick(operator, 1_400)).as("nothing newer").isNull();
        tick(operator, 1_500);
        assertThat(tick(operator, 1_505)).isEqualTo(new Control.Idle());
        assertThat(operator.nextTick()).as("not asked while it is idle").isEqualTo(Long.MAX_VALUE);
        now = 7_000;
        process(operator, 9);
        assertThat(control()).isEqualTo(new Control.Active());
        assertThat(operator.nextTick()).isEqualTo(7_200);
        assertThat(tick(operator, 7_200)).isEqualTo(new Control.Watermark(2_000));
    }

    @Test
    void when_a_record_has_no_time_of_its_source_then_the_error_says_what_to_do_and_the_record_is_known() {
        EventTimeOperator operator =
                new EventTimeOperator(new EventTime(null, Watermarks.monotonous()), () -> Instant.ofEpochMilli(now));
        Batch batch = new Batch(2);
        batch.add("a", 5);
        batch.add("b", Batch.NO_TIMESTAMP);
        assertThatThrownBy(() -> operator.process(0, batch, out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SourceOutput.emit(record, timestamp)")
                .hasMessageContaining(".eventTime(timestamp");
        assertThat(batch.value(batch.next())).isEqualTo("b");
    }
}
