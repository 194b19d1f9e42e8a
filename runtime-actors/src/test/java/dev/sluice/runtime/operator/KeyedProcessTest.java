package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.tick;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KeyedProcessTest {

    private static OperatorHarness under(Supplier<KeyedProcessFunction<String, Reading, String>> function) {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .keyBy(Reading::sensor)
                .process(function.get())
                .name("it")
                .sink("sink", Ends.sink());
        return OperatorHarness.of(job, "it").keyedBy(result -> result.toString().split(":")[0]);
    }

    private static Input of(String sensor, long value, long timestamp) {
        return item(Reading.of(sensor, value), timestamp);
    }

    /** Keeps value, list and map state; a negative reading clears all. */
    private static final class Remembering extends KeyedProcessFunction<String, Reading, String> {
        private final ValueState<Long> sum = valueState("sum", Long.class);
        private final ListState<Long> all = listState("all", Long.class);
        private final MapState<Long, String> seen = mapState("seen", Long.class, String.class);

        @Override
        public void process(Reading reading, Context<String> context, Collector<String> out) {
            if (reading.value() < 0) {
                sum.clear();
                all.clear();
                seen.clear();
                assertThat(seen.isEmpty()).isTrue();
                assertThat(seen.entries()).isEmpty();
                assertThat(all.get()).isEmpty();
                assertThat(sum.value()).isNull();
                return;
            }
            sum.update((sum.value() == null ? 0 : sum.value()) + reading.value());
            all.add(reading.value());
            if (all.get().size() > 3) {
                all.update(all.get().subList(1, 4));
            }
            if (seen.contains(reading.value())) {
                seen.remove(reading.value());
            } else {
                seen.put(reading.value(), "v" + reading.value());
            }
            out.collect(context.key() + ":" + sum.value() + all.get() + new TreeMap<>(seen.entries()));
        }
    }

    @Test
    void when_state_is_kept_then_it_is_each_keys_own_and_goes_when_it_is_cleared() throws Exception {
        var observed = under(Remembering::new)
                .run(
                        of("a", 1, 1),
                        of("b", 10, 2),
                        of("a", 2, 3),
                        of("a", 1, 4),
                        of("a", 3, 5),
                        of("b", 10, 6),
                        of("a", -1, 7),
                        of("a", 5, 8),
                        of("b", -1, 9),
                        of("a", -1, 10));
        assertThat(observed.values())
                .containsExactly(
                        "a:1[1]{1=v1}",
                        "b:10[10]{10=v10}",
                        "a:3[1, 2]{1=v1, 2=v2}",
                        "a:4[1, 2, 1]{2=v2}",
                        "a:7[2, 1, 3]{2=v2, 3=v3}",
                        "b:20[10, 10]{}",
                        "a:5[5]{5=v5}");
        assertThat(observed.keyedEntries()).isZero();
    }

    /** Sets a timer at the reading's value; tells its event time when it fires. */
    private static final class Alarm extends KeyedProcessFunction<String, Reading, String> {
        private final ValueState<Long> fired = valueState("fired", Long.class);

        @Override
        public void process(Reading reading, Context<String> context, Collector<String> out) {
            if (reading.value() < 0) {
                context.timers().deleteEventTimeTimer(-reading.value());
            } else {
                context.timers().registerEventTimeTimer(reading.value());
                context.timers().registerEventTimeTimer(reading.value());
            }
        }

        @Override
        public void onTimer(long time, TimerContext<String> context, Collector<String> out) {
            assertThat(context.isEventTime()).isTrue();
            assertThat(context.timestamp()).isEqualTo(time);
            fired.update(fired.value() == null ? 1 : fired.value() + 1);
            out.collect(context.key() + ":" + time + "#" + fired.value());
        }
    }

    @Test
    void when_the_watermark_reaches_event_timers_then_they_fire_once_in_order_with_their_own_timestamps()
            throws Exception {
        var observed = under(Alarm::new)
                .run(
                        of("a", 20, 1),
                        of("a", 10, 2),
                        of("b", 10, 3),
                        watermark(9),
                        watermark(10),
                        of("b", 15, 12),
                        watermark(30),
                        watermark(40));
        // Those of one time come in any order.
        assertThat(observed.outputs().subList(0, 2)).containsExactlyInAnyOrder(main("a:10#1", 10), main("b:10#1", 10));
        assertThat(observed.outputs().subList(2, observed.outputs().size()))
                .containsExactly(main("b:15#2", 15), main("a:20#2", 20));
    }

    @Test
    void when_a_timer_is_deleted_then_it_does_not_fire() throws Exception {
        var observed = under(Alarm::new)
                .run(of("a", 10, 1), of("b", 10, 1), of("a", 11, 1), of("a", -10, 2), of("b", -99, 2), watermark(20));
        assertThat(observed.outputs()).containsExactly(main("b:10#1", 10), main("a:11#1", 11));
        assertThat(observed.keyedEntries()).as("only the two counters").isEqualTo(2);
    }

    @Test
    void when_a_timer_is_set_for_a_past_watermark_then_it_fires_with_the_next_one() throws Exception {
        var observed = under(Alarm::new).run(watermark(100), of("a", 50, 101), watermark(101), watermark(102));
        assertThat(observed.outputs()).containsExactly(main("a:50#1", 50));
    }

    @Test
    void when_a_timer_sets_another_that_is_due_too_then_both_fire_before_the_watermark_goes_on() throws Exception {
        var observed = under(() -> new KeyedProcessFunction<String, Reading, String>() {
                    @Override
                    public void process(Reading reading, Context<String> context, Collector<String> out) {
                        context.timers().registerEventTimeTimer(reading.value());
                    }

                    @Override
                    public void onTimer(long time, TimerContext<String> context, Collector<String> out) {
                        out.collect(context.key() + ":" + time);
                        if (time < 30) {
                            context.timers().registerEventTimeTimer(time + 10);
                        }
                    }
                })
                .run(of("a", 10, 1), of("b", 25, 1), watermark(22), watermark(100));
        assertThat(observed.values()).containsExactly("a:10", "a:20", "b:25", "a:30", "b:35");
    }

    @Test
    void when_a_timer_fires_then_the_watermark_that_made_it_fire_is_the_current_one() throws Exception {
        var observed = under(() -> new KeyedProcessFunction<String, Reading, String>() {
                    @Override
                    public void process(Reading reading, Context<String> context, Collector<String> out) {
                        context.timers().registerEventTimeTimer(reading.value());
                        out.collect(context.key() + ":" + context.currentWatermark());
                    }

                    @Override
                    public void onTimer(long time, TimerContext<String> context, Collector<String> out) {
                        out.collect(context.key() + ":" + context.currentWatermark());
                    }
                })
                .run(watermark(5), of("a", 10, 1), watermark(22), of("a", 50, 1), watermark(60));
        assertThat(observed.values()).containsExactly("a:5", "a:22", "a:22", "a:60");
    }

    /** Processing-time timers a second after each record. */
    private static final class Delayed extends KeyedProcessFunction<String, Reading, String> {
        @Override
        public void process(Reading reading, Context<String> context, Collector<String> out) {
            long now = context.currentProcessingTime();
            if (reading.value() < 0) {
                context.timers().deleteProcessingTimeTimer(-reading.value());
            } else {
                context.timers().registerProcessingTimeTimer(now + reading.value());
            }
        }

        @Override
        public void onTimer(long time, TimerContext<String> context, Collector<String> out) {
            assertThat(context.isEventTime()).isFalse();
            out.collect(context.key() + ":" + time + "@" + context.currentProcessingTime());
        }
    }

    @Test
    void when_the_clock_passes_processing_timers_then_they_fire_once_even_after_a_restore() throws Exception {
        var observed = under(Delayed::new)
                .run(
                        tick(1_000),
                        of("a", 500, 1),
                        of("b", 100, 1),
                        of("c", 300, 1),
                        of("c", -1_300, 1),
                        tick(1_099),
                        watermark(100_000),
                        tick(1_200),
                        of("b", 1_000, 2),
                        tick(5_000));
        assertThat(observed.outputs())
                .containsExactly(main("b:1100@1200", 1_100), main("a:1500@5000", 1_500), main("b:2200@5000", 2_200));
        assertThat(observed.keyedEntries()).isZero();
    }

    /** Changes what it keeps without putting it back, keeps and emits mutable things. */
    private static final class Careless extends KeyedProcessFunction<String, Reading, Object> {
        private final ValueState<Tally> tally = valueState("tally", Tally.class);
        private final ListState<Tally> list = listState("list", Tally.class);
        private final MapState<String, Tally> map = mapState("map", String.class, Tally.class);
        private final Tally shared = new Tally("shared", 0);

        @Override
        public void process(Reading reading, Context<String> context, Collector<Object> out) {
            Tally mine = tally.value();
            if (mine == null) {
                tally.update(new Tally(context.key(), 0));
                mine = tally.value();
            }
            mine.sum += reading.value();
            tally.update(mine);
            out.collect(mine);
            shared.sum = reading.value();
            list.add(shared);
            map.put("last", shared);
            out.collect(new Tally(
                    context.key(), list.get().stream().mapToLong(t -> t.sum).sum()));
            out.collect(new Tally(context.key(), map.get("last").sum));
            shared.sum = -1_000;
        }
    }

    @Test
    void when_a_function_reuses_what_it_put_into_state_then_state_and_results_stay_as_they_were() throws Exception {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .keyBy(Reading::sensor)
                .process(new Careless())
                .name("it")
                .sink("sink", Ends.sink());
        var observed = OperatorHarness.of(job, "it")
                .keyedBy(tally -> ((Tally) tally).key)
                .run(of("a", 1, 1), of("b", 10, 1), of("a", 2, 1), of("a", 4, 1), of("b", 20, 1));
        assertThat(observed.values().toString())
                .isEqualTo("[a=1, a=1, a=1, b=10, b=10, b=10, a=3, a=3, a=2, a=7, a=7, a=4, b=30, b=30, b=20]");
    }

    @Test
    void when_the_list_of_a_state_is_emitted_then_it_is_what_it_was_then() throws Exception {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .keyBy(Reading::sensor)
                .process(new KeyedProcessFunction<String, Reading, List<Object>>() {
                    private final ListState<Long> list = listState("list", Long.class);
                    private final MapState<Long, Long> map = mapState("map", Long.class, Long.class);

                    @Override
                    public void process(Reading reading, Context<String> context, Collector<List<Object>> out) {
                        list.add(reading.value());
                        map.put(reading.value(), reading.value());
                        List<Object> both = new ArrayList<>();
                        both.add(list.get());
                        both.add(map.entries());
                        out.collect(both);
                    }
                })
                .name("it")
                .sink("sink", Ends.sink());
        var observed = OperatorHarness.of(job, "it").keyedBy(both -> "").run(of("a", 1, 1), of("a", 2, 1));
        assertThat(observed.values())
                .containsExactly(
                        List.of(List.of(1L), Map.of(1L, 1L)), List.of(List.of(1L, 2L), Map.of(1L, 1L, 2L, 2L)));
    }

    @Test
    void when_null_is_put_into_state_then_the_error_names_the_state_and_the_fix() {
        assertThatThrownBy(() -> under(() -> new Putting(0)).run(of("a", 1, 1)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("\"one\"")
                .hasMessageContaining("clear()");
        assertThatThrownBy(() -> under(() -> new Putting(1)).run(of("a", 1, 1)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("\"many\"");
        assertThatThrownBy(() -> under(() -> new Putting(2)).run(of("a", 1, 1)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("\"named\"")
                .hasMessageContaining("remove");
    }

    private static final class Putting extends KeyedProcessFunction<String, Reading, String> {
        private final ValueState<Long> one = valueState("one", Long.class);
        private final ListState<Long> many = listState("many", Long.class);
        private final MapState<String, Long> named = mapState("named", String.class, Long.class);
        private final int what;

        Putting(int what) {
            this.what = what;
        }

        @Override
        public void process(Reading reading, Context<String> context, Collector<String> out) {
            switch (what) {
                case 0 -> one.update(null);
                case 1 -> many.add(null);
                default -> named.put("x", null);
            }
        }
    }
}
