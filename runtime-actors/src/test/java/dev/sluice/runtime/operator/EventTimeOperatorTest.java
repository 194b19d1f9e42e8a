package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.graph.OperatorSpec.EventTime;
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

/** What event time behind a source says while there are no records. */
class EventTimeOperatorTest {
    private final Emitter out = new Emitter(
            8, Set.of(), new Sharing(ValueCodec.create(AllowedTypes.builder().build())));
    private long now = 1_000;

    private EventTimeOperator operator(WatermarkStrategy strategy) {
        return new EventTimeOperator(new EventTime((Long x) -> x, strategy), () -> Instant.ofEpochMilli(now));
    }

    private void process(EventTimeOperator operator, long time) throws Exception {
        Batch batch = new Batch(1);
        batch.add(time, Batch.NO_TIMESTAMP);
        operator.process(0, batch, out);
    }

    private Control control() {
        Control control = out.main().control();
        out.clear();
        return control;
    }

    @Test
    void when_no_record_comes_for_the_idle_time_then_it_says_so_once_until_the_next_one() throws Exception {
        EventTimeOperator operator = operator(Watermarks.monotonous().withIdleness(Duration.ofMillis(500)));
        assertThat(operator.nextTick()).isEqualTo(1_500);
        now = 1_300;
        process(operator, 10);
        assertThat(control()).isEqualTo(new Control.Watermark(9));
        assertThat(operator.nextTick()).isEqualTo(1_800);
        assertThat(operator.onTick(1_500, out)).isTrue();
        assertThat(control()).isNull();
        assertThat(operator.onTick(1_800, out))
                .as("there is something to emit first")
                .isFalse();
        assertThat(control()).isEqualTo(new Control.Idle());
        assertThat(operator.onTick(1_800, out)).isTrue();
        assertThat(control()).isNull();
        assertThat(operator.nextTick()).isEqualTo(Long.MAX_VALUE);
        now = 5_000;
        process(operator, 5);
        assertThat(control()).as("no newer watermark").isNull();
        assertThat(operator.nextTick()).isEqualTo(5_500);
    }

    @Test
    void when_the_input_has_ended_then_it_is_not_idle() {
        EventTimeOperator operator = operator(Watermarks.monotonous().withIdleness(Duration.ofMillis(500)));
        operator.onWatermark(Long.MAX_VALUE, out);
        assertThat(operator.nextTick()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void when_no_idle_time_is_set_then_it_waits_for_ever() {
        assertThat(operator(Watermarks.monotonous()).nextTick()).isEqualTo(Long.MAX_VALUE);
    }
}
