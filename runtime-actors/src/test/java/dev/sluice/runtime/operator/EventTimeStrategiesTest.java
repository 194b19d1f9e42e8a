package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.time.WatermarkGenerator;
import dev.sluice.api.time.WatermarkOutput;
import dev.sluice.api.time.WatermarkStrategy;
import dev.sluice.api.time.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Event time behind a source, by every strategy and in all ways the engine may run it. */
class EventTimeStrategiesTest {

    private static OperatorHarness harness(Function<DataStream<Object>, DataStream<Object>> timed) {
        return OperatorHarness.of(
                (flow, params) -> timed.apply(
                                flow.source("source", Ends.source()).map(x -> x))
                        .name("it")
                        .sink("sink", Ends.sink()),
                "it");
    }

    /** Tells half of each timestamp; all it needs comes with the record. */
    private static final class Half implements WatermarkGenerator<Object> {
        @Override
        public void onEvent(Object record, long timestamp, WatermarkOutput output) {
            output.emitWatermark(timestamp / 2);
        }

        @Override
        public void onPeriodic(WatermarkOutput output) {}
    }

    private static List<Input> inputs(Random random) {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long time = i + random.nextLong(30);
            inputs.add(random.nextInt(6) == 0 ? watermark(1_000L + i) : item(time, time));
        }
        return inputs;
    }

    private static void sameInAllWays(WatermarkStrategy<Object> strategy) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        List<Input> inputs = inputs(new Random(seed));
        long items = inputs.stream().filter(Input.Item.class::isInstance).count();
        for (OperatorHarness harness :
                List.of(harness(s -> s.eventTime(x -> (Long) x, strategy)), harness(s -> s.eventTime(strategy)))) {
            assertThat(harness.run(inputs).outputs())
                    .hasSize((int) items)
                    .allSatisfy(output -> assertThat(output.timestamp()).isEqualTo(output.value()));
        }
    }

    @Test
    void when_watermarks_are_in_the_records_then_it_is_the_same_in_all_ways() throws Exception {
        sameInAllWays(Watermarks.punctuated((record, time) -> time % 3 == 0 ? time : null));
    }

    @Test
    void when_a_generator_is_the_users_then_it_is_the_same_in_all_ways() throws Exception {
        sameInAllWays(Watermarks.generator(Half::new));
    }

    @Test
    void when_there_are_no_watermarks_then_it_is_the_same_in_all_ways() throws Exception {
        sameInAllWays(Watermarks.noWatermarks());
    }

    @Test
    void when_watermarks_are_those_of_the_largest_timestamp_then_it_is_the_same_in_all_ways() throws Exception {
        sameInAllWays(Watermarks.monotonous());
    }

    @Test
    void when_it_is_restored_then_the_watermark_goes_on_from_where_it_was() throws Exception {
        try (OperatorRun run = new OperatorRun(
                (flow, params) -> flow.source("source", Ends.source())
                        .map(x -> x)
                        .eventTime(Watermarks.punctuated((record, time) -> time % 10 == 0 ? time : null))
                        .name("it")
                        .sink("sink", Ends.sink()),
                "it",
                8)) {
            run.batches(List.of(item(10L, 10), item(30L, 30), item(35L, 35)));
            assertThat(run.watermarks()).containsExactly(30L);
            run.restart(1, false);
            run.batches(List.of(watermark(1), item(20L, 20)));
            assertThat(run.watermarks().get(2)).as("nothing later than 30").isEqualTo(Long.MIN_VALUE);
            run.batches(List.of(watermark(2), item(40L, 40)));
            assertThat(run.watermarks().get(4)).isEqualTo(40);
        }
    }
}
