package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeySelector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of key through every kind of state: unboxed, as objects, in timers, in windows. */
class KeyKindsTest {

    enum Level {
        LOW,
        MIDDLE,
        HIGH
    }

    record Place(Level level, int number) {}

    record Result(Object key, long time, long sum) {}

    private static final Level[] LEVELS = Level.values();

    static Stream<Arguments> all() {
        List<KeySelector<Long, ?>> keys = List.of(
                new LongKey(),
                new IntKey(),
                x -> "k" + x % 3,
                x -> new Place(LEVELS[(int) (x % 3)], 1),
                x -> LEVELS[(int) (x % 3)]);
        List<Function<KeyedStream<?, Long>, DataStream<Result>>> operators =
                List.of(KeyKindsTest::aggregate, KeyKindsTest::process, KeyKindsTest::tumbling, KeyKindsTest::session);
        return keys.stream().flatMap(key -> operators.stream().map(operator -> Arguments.of(key, operator)));
    }

    /** With the keys that are hardest on a table of numbers. */
    private static final class LongKey implements KeySelector<Long, Long> {
        @Override
        public Long key(Long x) {
            return x % 3 == 0 ? 0x8000_0000_dead_beefL : x % 3 == 1 ? 0L : Long.MIN_VALUE;
        }
    }

    private static final class IntKey implements KeySelector<Long, Integer> {
        @Override
        public Integer key(Long x) {
            return (int) (x % 3) - 1;
        }
    }

    private static DataStream<Result> aggregate(KeyedStream<?, Long> keyed) {
        return keyed.aggregate(Aggregates.sum(x -> x), (key, sum) -> new Result(key, 0, sum));
    }

    private static DataStream<Result> process(KeyedStream<?, Long> keyed) {
        return keyed.process(new KeyedProcessFunction<Object, Long, Result>() {
            private final ValueState<Long> sum = valueState("sum", Long.class);

            @Override
            public void process(Long x, Context<Object> context, Collector<Result> out) {
                sum.update(sum.value() == null ? x : sum.value() + x);
                context.timers().registerEventTimeTimer(context.timestamp() / 10 * 10 + 9);
            }

            @Override
            public void onTimer(long time, TimerContext<Object> context, Collector<Result> out) {
                out.collect(new Result(context.key(), time, sum.value()));
            }
        });
    }

    private static DataStream<Result> tumbling(KeyedStream<?, Long> keyed) {
        return keyed.window(Windows.tumbling(Duration.ofMillis(10)))
                .aggregate(
                        Aggregates.sum(x -> x),
                        (Window window, Object key, Long sum) -> new Result(key, window.start(), sum));
    }

    private static DataStream<Result> session(KeyedStream<?, Long> keyed) {
        return keyed.window(Windows.session(Duration.ofMillis(5)))
                .reduce(
                        Long::sum,
                        (Object key, Window window, Iterable<Long> one, Collector<Result> out) ->
                                one.forEach(sum -> out.collect(new Result(key, window.start(), sum))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void when_keys_are_of_any_kind_then_results_are_the_same_in_all_ways(
            KeySelector<Long, ?> key, Function<KeyedStream<?, Long>, DataStream<Result>> operator) throws Exception {
        JobDefinition job = (flow, params) -> operator.apply(flow.source("source", Ends.<Long>source())
                        .eventTime(x -> x, Watermarks.monotonous())
                        .keyBy(key))
                .name("it")
                .sink("sink", Ends.sink());
        List<Input> inputs = new ArrayList<>();
        for (long x = 0; x < 30; x++) {
            inputs.add(Input.item(x, x));
            if (x % 7 == 6) {
                inputs.add(Input.watermark(x - 3));
            }
        }
        inputs.add(Input.watermark(Long.MAX_VALUE));
        var observed = OperatorHarness.of(job, "it")
                .keyedBy(result -> ((Result) result).key)
                .run(inputs);
        List<Object> distinct = new ArrayList<>();
        for (long x = 0; x < 3; x++) {
            distinct.add(key.key(x));
        }
        assertThat(observed.values().stream()
                        .map(result -> ((Result) result).key)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(distinct);
        long last = observed.values().stream()
                .map(Result.class::cast)
                .filter(result -> result.key.equals(distinct.get(1)))
                .mapToLong(Result::sum)
                .max()
                .orElseThrow();
        assertThat(last).isIn(145L, 22L + 25 + 28);
    }
}
