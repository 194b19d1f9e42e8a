package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Functions whose result is the accumulator: it is kept as numbers, and one object is filled again and again. */
class AccumulatorAsResultTest {

    /** Primitive fields only. */
    static final class Count {
        private long key;
        private int records;

        @Override
        public boolean equals(Object other) {
            return other instanceof Count count && count.key == key && count.records == records;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(key * 31 + records);
        }

        @Override
        public String toString() {
            return key + ":" + records;
        }
    }

    private static final class Counting implements AggregateFunction<Reading, Count, Count> {
        @Override
        public Count createAccumulator() {
            return new Count();
        }

        @Override
        public Count add(Reading reading, Count count) {
            count.key = reading.value();
            count.records++;
            return count;
        }

        @Override
        public Count result(Count count) {
            return count;
        }

        @Override
        public Count merge(Count into, Count other) {
            into.key = other.key;
            into.records += other.records;
            return into;
        }
    }

    private static OperatorHarness under(Function<KeyedStream<Long, Reading>, DataStream<?>> aggregate) {
        JobDefinition job = (flow, params) -> aggregate
                .apply(flow.source("source", Ends.<Reading>source())
                        .eventTime(Reading::value, Watermarks.monotonous())
                        .keyBy(Reading::value))
                .name("it")
                .sink("sink", Ends.sink());
        return OperatorHarness.of(job, "it").keyedBy(result -> ((Count) result).key);
    }

    private static Input at(long time, long value) {
        return item(Reading.of("r", value), time);
    }

    @Test
    void when_a_window_fires_then_each_result_is_an_object_of_its_own() throws Exception {
        var tumbling = under(keyed ->
                        keyed.window(Windows.tumbling(Duration.ofMillis(10))).aggregate(new Counting()))
                .run(at(1, 7), at(2, 8), at(3, 7), watermark(9));
        assertThat(tumbling.values()).map(Object::toString).containsExactlyInAnyOrder("7:2", "8:1");
        var sliding = under(keyed -> keyed.window(Windows.sliding(Duration.ofMillis(20), Duration.ofMillis(10)))
                        .aggregate(new Counting()))
                .run(at(1, 7), at(2, 8), at(13, 7), watermark(29));
        assertThat(sliding.values()).map(Object::toString).containsExactlyInAnyOrder("7:1", "8:1", "7:2", "8:1", "7:1");
    }

    @Test
    void when_an_aggregate_goes_on_then_earlier_results_stay_as_they_were() throws Exception {
        var observed = under(keyed -> keyed.aggregate(new Counting(), (key, count) -> count))
                .run(at(1, 7), at(2, 8), at(3, 7), at(4, 7));
        assertThat(observed.values()).map(Object::toString).containsExactlyInAnyOrder("7:1", "8:1", "7:2", "7:3");
    }
}
