package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static dev.sluice.runtime.operator.Output.side;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.time.Watermarks;
import dev.sluice.persistence.checkpoint.Chunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StatelessOperatorsTest {
    private static final OutputTag<String> NEGATIVE = OutputTag.of("negative");

    private static OperatorHarness under(UnaryOperator<DataStream<Object>> operator) {
        JobDefinition job = (flow, params) ->
                operator.apply(flow.source("source", Ends.source())).name("it").sink("sink", Ends.sink());
        return OperatorHarness.of(job, "it");
    }

    @Test
    void when_records_are_mapped_then_order_and_timestamps_stay() throws Exception {
        var observed = under(s -> s.map(x -> (Long) x * 2)).run(item(1L, 10), item(2L, 5), watermark(4), item(3L, 20));
        assertThat(observed.outputs()).containsExactly(main(2L, 10), main(4L, 5), main(6L, 20));
    }

    @Test
    void when_records_are_filtered_then_the_others_go_on_as_they_are() throws Exception {
        var observed =
                under(s -> s.filter(x -> (Long) x % 2 == 0)).run(item(1L, 10), item(2L, 5), item(3L, 20), item(4L, 1));
        assertThat(observed.outputs()).containsExactly(main(2L, 5), main(4L, 1));
    }

    @Test
    void when_a_record_becomes_several_then_all_have_its_timestamp() throws Exception {
        var observed = under(s -> s.flatMap((x, out) -> {
                    for (long i = 0; i < (Long) x; i++) {
                        out.collect(i);
                    }
                }))
                .run(item(3L, 10), item(0L, 11), item(1L, 12));
        assertThat(observed.outputs()).containsExactly(main(0L, 10), main(1L, 10), main(2L, 10), main(0L, 12));
    }

    @Test
    void when_a_side_output_is_read_then_records_go_there_with_their_timestamps() throws Exception {
        var observed = OperatorHarness.of((flow, params) -> split(flow, true), "split")
                .run(item(1L, 10), item(-1L, 11), item(2L, 12), item(-2L, 13), watermark(20), item(-3L, 30));
        assertThat(observed.outputs())
                .containsExactlyInAnyOrder(
                        main(1L, 10),
                        main(2L, 12),
                        side("negative", "-1", 11),
                        side("negative", "-2", 13),
                        side("negative", "-3", 30));
    }

    @Test
    void when_nobody_reads_a_side_output_then_it_is_dropped() throws Exception {
        var observed = OperatorHarness.of((flow, params) -> split(flow, false), "split")
                .run(item(1L, 10), item(-1L, 11));
        assertThat(observed.outputs()).containsExactly(main(1L, 10));
    }

    private static void split(Dataflow flow, boolean read) {
        DataStream<Object> positive = flow.source("source", Ends.source())
                .process((Object x, ProcessFunction.Context context, Collector<Object> out) -> {
                    if ((Long) x < 0) {
                        context.output(NEGATIVE, x.toString());
                    } else {
                        out.collect(x);
                    }
                })
                .name("split");
        positive.sink("sink", Ends.sink());
        if (read) {
            positive.sideOutput(NEGATIVE).sink("negative", Ends.sink());
        }
    }

    @Test
    void when_event_time_is_given_behind_a_source_then_the_watermark_trails_the_largest_timestamp() throws Exception {
        var harness = under(
                s -> s.map(x -> x).eventTime(x -> (Long) x, Watermarks.boundedOutOfOrderness(Duration.ofMillis(5))));
        var observed = harness.run(item(10L, -1), item(30L, -1), item(20L, -1), watermark(1_000), item(40L, -1));
        assertThat(observed.outputs()).containsExactly(main(10L, 10), main(30L, 30), main(20L, 20), main(40L, 40));
        try (OperatorRun run = new OperatorRun(
                (flow, params) -> flow.source("source", Ends.source())
                        .map(x -> x)
                        .eventTime(x -> (Long) x, Watermarks.boundedOutOfOrderness(Duration.ofMillis(5)))
                        .name("it")
                        .sink("sink", Ends.sink()),
                "it",
                8)) {
            run.batches(List.of(item(10L, -1), item(30L, -1), item(20L, -1)));
            assertThat(run.watermarks()).as("30 - 5 - 1").containsExactly(24L);
            run.restart(1, false);
            run.batches(List.of(item(12L, -1)));
            assertThat(run.watermarks())
                    .as("it does not go back over a restart")
                    .containsExactly(24L);
        }
    }

    @Test
    void when_a_result_is_null_then_the_error_says_what_to_do() {
        assertThatThrownBy(() -> under(s -> s.map(x -> null)).run(item(1L, 1)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("filter");
        assertThatThrownBy(() ->
                        under(s -> s.flatMap((x, out) -> out.collect(null))).run(item(1L, 1)))
                .hasMessageContaining("filter");
    }

    @Test
    void when_a_function_changes_its_input_and_what_it_emitted_then_results_stay_as_they_were() throws Exception {
        Tally reused = new Tally("reused", 0);
        var observed = under(s -> s.flatMap((x, out) -> {
                    Tally tally = (Tally) x;
                    tally.sum++;
                    out.collect(tally);
                    tally.sum += 100;
                    out.collect(tally);
                    reused.sum = tally.sum;
                    out.collect(reused);
                    reused.sum = -1;
                }))
                .run(item(new Tally("a", 1), 1), item(new Tally("b", 5), 2));
        assertThat(observed.values())
                .containsExactly(
                        new Tally("a", 2),
                        new Tally("a", 102),
                        new Tally("reused", 102),
                        new Tally("b", 6),
                        new Tally("b", 106),
                        new Tally("reused", 106));
    }

    @Test
    void when_event_time_is_restored_from_several_subtasks_then_the_earliest_counts() throws Exception {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.source())
                .map(x -> x)
                .eventTime(x -> (Long) x, Watermarks.monotonous())
                .name("it")
                .sink("sink", Ends.sink());
        List<Chunk> state = new ArrayList<>();
        for (long time : new long[] {100, 40, 70}) {
            try (OperatorRun run = new OperatorRun(job, "it", 8)) {
                run.batches(List.of(item(time, -1)));
                state.addAll(run.snapshot());
            }
        }
        List<Long> watermarks = new ArrayList<>();
        try (Instance restored =
                new Instance(job, "it", new Instance.Setting(0, 1, 8, 0, output -> {}, watermarks::add), state)) {
            restored.items(List.of(new Input.Item(0, 30L, -1)));
            restored.items(List.of(new Input.Item(0, 50L, -1)));
        }
        assertThat(watermarks).containsExactly(39L, 49L);
    }
}
