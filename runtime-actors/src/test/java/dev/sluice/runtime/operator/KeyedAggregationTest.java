package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.api.window.Aggregates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** {@code reduce} and {@code aggregate} without windows: a result after each record. */
class KeyedAggregationTest {

    private static OperatorHarness under(Function<KeyedStream<String, Reading>, DataStream<?>> operator) {
        JobDefinition job = (flow, params) -> operator.apply(
                        flow.source("source", Ends.<Reading>source()).keyBy(Reading::sensor))
                .name("it")
                .sink("sink", Ends.sink());
        return OperatorHarness.of(job, "it")
                .keyedBy(result -> result instanceof Reading r
                        ? r.sensor()
                        : result.toString().split(":")[0]);
    }

    private static final Input[] READINGS = {
        item(Reading.of("a", 1), 10),
        item(Reading.of("b", 5), 11),
        watermark(5),
        item(Reading.of("a", 2), 9),
        item(Reading.of("a", 4), 30),
        item(Reading.of("b", 7), 31),
        watermark(40)
    };

    @Test
    void when_records_are_reduced_then_each_gives_its_keys_new_value_with_its_timestamp() throws Exception {
        var observed = under(s -> s.reduce((l, r) -> Reading.of(l.sensor(), l.value() + r.value())))
                .run(READINGS);
        assertThat(observed.outputs())
                .containsExactly(
                        main(Reading.of("a", 1), 10),
                        main(Reading.of("b", 5), 11),
                        main(Reading.of("a", 3), 9),
                        main(Reading.of("a", 7), 30),
                        main(Reading.of("b", 12), 31));
        assertThat(observed.keyedEntries()).isEqualTo(2);
    }

    @Test
    void when_records_are_aggregated_to_a_number_then_each_gives_the_new_one() throws Exception {
        var observed = under(s -> s.aggregate(Aggregates.sum(Reading::value), (key, sum) -> key + ":" + sum))
                .run(READINGS);
        assertThat(observed.values()).containsExactly("a:1", "b:5", "a:3", "a:7", "b:12");
    }

    @Test
    void when_an_initial_number_is_not_zero_then_it_is_the_one_counted_from() throws Exception {
        LongAggregateFunction<Reading> smallest = new LongAggregateFunction<>() {
            @Override
            public long initial() {
                return Long.MAX_VALUE;
            }

            @Override
            public long addLong(Reading reading, long accumulator) {
                return Math.min(reading.value(), accumulator);
            }

            @Override
            public long mergeLong(long left, long right) {
                return Math.min(left, right);
            }
        };
        var observed = under(s -> s.aggregate(smallest, (key, min) -> key + ":" + min))
                .run(item(Reading.of("a", 9), 1), item(Reading.of("a", 3), 1), item(Reading.of("a", 5), 1));
        assertThat(observed.values()).containsExactly("a:9", "a:3", "a:3");
    }

    @Test
    void when_several_aggregates_are_combined_then_each_sees_all_records() throws Exception {
        var observed = under(s -> s.aggregate(
                        Aggregates.of(
                                Aggregates.count(), Aggregates.average(Reading::value), Aggregates.max(Reading::value)),
                        (key, all) -> key + ":" + all.a() + "," + all.b() + "," + all.c()))
                .run(READINGS);
        assertThat(observed.values())
                .containsExactly("a:1,1.0,1", "b:1,5.0,5", "a:2,1.5,2", "a:3," + 7 / 3.0 + ",4", "b:2,6.0,7");
    }

    @Test
    void when_a_reduction_changes_and_returns_what_it_was_given_then_results_stay_as_they_were() throws Exception {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Tally>source())
                .keyBy(Tally::key)
                .reduce((sum, next) -> {
                    sum.sum += next.sum;
                    next.sum = -1;
                    return sum;
                })
                .name("it")
                .sink("sink", Ends.sink());
        var observed = OperatorHarness.of(job, "it")
                .keyedBy(tally -> ((Tally) tally).key)
                .run(
                        item(new Tally("a", 1), 1),
                        item(new Tally("b", 10), 1),
                        item(new Tally("a", 2), 1),
                        item(new Tally("b", 20), 1),
                        item(new Tally("a", 3), 1));
        assertThat(observed.values())
                .containsExactly(
                        new Tally("a", 1),
                        new Tally("b", 10),
                        new Tally("a", 3),
                        new Tally("b", 30),
                        new Tally("a", 6));
    }

    /** Emits its accumulator itself. */
    private static final class Collecting implements AggregateFunction<Reading, List<Long>, List<Long>> {
        @Override
        public List<Long> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<Long> add(Reading reading, List<Long> all) {
            all.add(reading.value());
            return all;
        }

        @Override
        public List<Long> result(List<Long> all) {
            return all;
        }

        @Override
        public List<Long> merge(List<Long> into, List<Long> other) {
            into.addAll(other);
            return into;
        }
    }

    @Test
    void when_an_aggregate_emits_its_accumulator_and_then_changes_it_then_results_stay_as_they_were() throws Exception {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .keyBy(Reading::sensor)
                .aggregate(new Collecting(), (key, all) -> all)
                .name("it")
                .sink("sink", Ends.sink());
        var observed = OperatorHarness.of(job, "it")
                .keyedBy(all -> ((List<?>) all).get(0).equals(1L))
                .run(READINGS);
        assertThat(observed.values())
                .containsExactly(List.of(1L), List.of(5L), List.of(1L, 2L), List.of(1L, 2L, 4L), List.of(5L, 7L));
    }

    @Test
    void when_a_function_returns_null_then_the_error_says_what_is_wrong() {
        assertThatThrownBy(() -> under(s -> s.reduce((l, r) -> null)).run(READINGS))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("reduce returned null");
        assertThatThrownBy(() -> under(s -> s.aggregate(Aggregates.count(), (key, n) -> null))
                        .run(READINGS))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("the result is null");
        assertThatThrownBy(() ->
                        under(s -> s.aggregate(new Forgetful(), (key, n) -> n)).run(READINGS))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("add returned null");
    }

    private static final class Forgetful implements AggregateFunction<Reading, List<Long>, Long> {
        @Override
        public List<Long> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<Long> add(Reading reading, List<Long> all) {
            return null;
        }

        @Override
        public Long result(List<Long> all) {
            return 0L;
        }

        @Override
        public List<Long> merge(List<Long> into, List<Long> other) {
            return into;
        }
    }
}
