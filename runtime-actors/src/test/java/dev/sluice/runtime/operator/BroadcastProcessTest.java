package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.broadcast;
import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ValueState;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BroadcastProcessTest {

    private static OperatorHarness under(
            Supplier<KeyedBroadcastProcessFunction<String, Reading, Tally, String>> function) {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .keyBy(Reading::sensor)
                .connect(flow.source("rules", Ends.<Tally>source()).broadcast())
                .process(function.get())
                .name("it")
                .sink("sink", Ends.sink());
        return OperatorHarness.of(job, "it").keyedBy(result -> result.toString().split(":")[0]);
    }

    /** Multiplies readings by the factor that was broadcast for their sensor; at 100 it tells how many there were. */
    private static final class Scaling extends KeyedBroadcastProcessFunction<String, Reading, Tally, String> {
        private final ValueState<Long> count = valueState("count", Long.class);
        private final MapState<String, Tally> factors = broadcastState("factors", String.class, Tally.class);

        @Override
        public void process(Reading reading, ReadContext<String> context, Collector<String> out) {
            Tally factor = factors.get(reading.sensor());
            count.update(count.value() == null ? 1 : count.value() + 1);
            context.timers().registerEventTimeTimer(100);
            out.collect(reading.sensor() + ":" + reading.value() * (factor == null ? 1 : factor.sum));
        }

        @Override
        public void processBroadcast(Tally factor, BroadcastContext context, Collector<String> out) {
            if (factor.sum == 0) {
                factors.remove(factor.key);
            } else {
                factors.put(factor.key, factor);
                factor.sum = -1;
            }
        }

        @Override
        public void onTimer(long time, ReadContext<String> context, Collector<String> out) {
            out.collect(context.key() + ":" + count.value() + "x" + factors.contains(context.key()));
        }
    }

    @Test
    void when_rules_are_broadcast_then_records_after_them_are_processed_by_them() throws Exception {
        var observed = under(Scaling::new)
                .run(
                        item(Reading.of("a", 1), 1),
                        broadcast(new Tally("a", 10), 2),
                        broadcast(new Tally("b", 100), 2),
                        item(Reading.of("a", 2), 3),
                        item(Reading.of("b", 3), 4),
                        broadcast(new Tally("a", 0), 5),
                        item(Reading.of("a", 4), 6),
                        watermark(99),
                        watermark(100));
        assertThat(observed.outputs().subList(0, 4))
                .containsExactly(main("a:1", 1), main("a:20", 3), main("b:300", 4), main("a:4", 6));
        assertThat(observed.outputs().subList(4, 6))
                .containsExactlyInAnyOrder(main("a:3xfalse", 100), main("b:1xtrue", 100));
    }

    @Test
    void when_the_keyed_side_changes_broadcast_state_then_it_is_refused() {
        assertThatThrownBy(() -> under(() -> new Misplaced(true)).run(item(Reading.of("a", 1), 1)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("\"rules\"")
                .hasMessageContaining("processBroadcast");
    }

    @Test
    void when_the_broadcast_side_touches_keyed_state_then_it_is_refused() {
        assertThatThrownBy(() -> under(() -> new Misplaced(false))
                        .run(item(Reading.of("a", 0), 1), broadcast(new Tally("a", 1), 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("current key");
    }

    private static final class Misplaced extends KeyedBroadcastProcessFunction<String, Reading, Tally, String> {
        private final ValueState<Long> count = valueState("count", Long.class);
        private final MapState<String, Long> rules = broadcastState("rules", String.class, Long.class);
        private final boolean keyed;

        Misplaced(boolean keyed) {
            this.keyed = keyed;
        }

        @Override
        public void process(Reading reading, ReadContext<String> context, Collector<String> out) {
            if (keyed) {
                rules.put("a", 1L);
            }
        }

        @Override
        public void processBroadcast(Tally record, BroadcastContext context, Collector<String> out) {
            count.update(1L);
        }
    }
}
