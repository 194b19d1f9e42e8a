package dev.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.runtime.operator.Ends;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final OutputTag<Long> ODD = OutputTag.of("odd");

    private static PhysicalPlan plan(int parallelism, JobDefinition job) {
        return Planner.plan(Dataflow.define(JobDefinition.named("job", job), Parameters.none()), parallelism);
    }

    /** The chains, as names: {@code "source > map | sink"}. */
    private static String chains(PhysicalPlan plan) {
        return plan.vertices().stream()
                .map(vertex -> vertex.operators().stream().map(GraphNode::name).collect(Collectors.joining(" > ")))
                .collect(Collectors.joining(" | "));
    }

    private static DataStream<Long> source(Dataflow flow, String name) {
        return flow.source(name, Ends.<Long>source());
    }

    @Test
    void when_operators_follow_along_forward_edges_then_they_are_one_vertex() {
        PhysicalPlan plan = plan(
                2,
                (flow, params) -> source(flow, "in")
                        .map(x -> x)
                        .name("map")
                        .filter(x -> true)
                        .name("filter")
                        .sink("out", Ends.sink()));
        assertThat(chains(plan)).isEqualTo("in > map > filter > out");
        assertThat(plan.subtasks()).isEqualTo(2);
        assertThat(plan.vertices().get(0).isSource()).isTrue();
        assertThat(plan.vertices().get(0).inputs()).isEmpty();
        assertThat(plan.vertices().get(0).outputs()).isEmpty();
    }

    @Test
    void when_records_go_by_key_then_a_new_vertex_begins() {
        PhysicalPlan plan = plan(
                3,
                (flow, params) -> source(flow, "in")
                        .keyBy(x -> x)
                        .reduce(Long::sum)
                        .name("sum")
                        .map(x -> x)
                        .name("map")
                        .sink("out", Ends.sink()));
        assertThat(chains(plan)).isEqualTo("in | sum > map > out");
        PlanEdge edge = plan.vertices().get(1).inputs().get(0);
        assertThat(edge).isEqualTo(plan.vertices().get(0).outputs().get(0));
        assertThat(edge.partitioning()).isInstanceOf(Partitioning.Hash.class);
        assertThat(edge.isForward()).isFalse();
        assertThat(plan.subtasks()).isEqualTo(6);
    }

    @Test
    void when_an_output_has_two_readers_then_the_chain_branches() {
        PhysicalPlan plan = plan(2, (flow, params) -> {
            DataStream<Long> in = source(flow, "in");
            DataStream<Long> first = in.map(x -> x).name("first");
            in.map(x -> x).name("second").sink("b", Ends.sink());
            first.sink("a", Ends.sink());
        });
        assertThat(chains(plan)).as("depth first").isEqualTo("in > first > a > second > b");
        assertThat(plan.vertices().get(0).outputs()).isEmpty();
    }

    @Test
    void when_some_readers_of_an_output_cannot_be_chained_then_the_others_are() {
        PhysicalPlan plan = plan(2, (flow, params) -> {
            DataStream<Long> in = source(flow, "in").map(x -> x).name("map");
            in.keyBy(x -> x).reduce(Long::sum).name("sum").sink("sums", Ends.sink());
            in.sink("alone", Ends.sink()).parallelism(1);
            in.sink("all", Ends.sink());
        });
        assertThat(chains(plan)).isEqualTo("in > map > all | sum > sums | alone");
        List<PlanEdge> outputs = plan.vertices().get(0).outputs();
        assertThat(outputs.stream().map(PlanEdge::operator)).containsExactly(1, 1);
        assertThat(outputs.stream().map(PlanEdge::to)).containsExactly(1, 2);
    }

    @Test
    void when_a_side_output_is_read_then_its_reader_is_a_branch() {
        PhysicalPlan plan = plan(2, (flow, params) -> {
            DataStream<Long> split = source(flow, "in")
                    .process((Long x, ProcessFunction.Context context, Collector<Long> out) -> context.output(ODD, x))
                    .name("split");
            split.map(x -> x).name("map").sink("out", Ends.sink());
            split.sideOutput(ODD).map(x -> x).name("side").sink("odd", Ends.sink());
            split.sideOutput(ODD).rebalance().sink("elsewhere", Ends.sink());
        });
        assertThat(chains(plan)).isEqualTo("in > split > map > out > side > odd | elsewhere");
        PlanEdge edge = plan.vertices().get(1).inputs().get(0);
        assertThat(edge.tag()).isEqualTo(ODD);
        assertThat(edge.operator()).as("the split's place in its chain").isEqualTo(1);
    }

    @Test
    void when_only_a_side_output_is_read_then_its_operator_still_runs() {
        PhysicalPlan plan = plan(
                1,
                (flow, params) -> source(flow, "in")
                        .process((Long x, ProcessFunction.Context context, Collector<Long> out) ->
                                context.output(ODD, x))
                        .name("split")
                        .sideOutput(ODD)
                        .sink("odd", Ends.sink()));
        assertThat(chains(plan)).isEqualTo("in > split > odd");
    }

    @Test
    void when_parallelisms_differ_then_the_edge_is_rebalanced() {
        PhysicalPlan plan = plan(
                2,
                (flow, params) -> source(flow, "in")
                        .map(x -> x)
                        .name("wide")
                        .parallelism(5)
                        .sink("out", Ends.sink())
                        .parallelism(1));
        assertThat(chains(plan)).isEqualTo("in | wide | out");
        assertThat(plan.vertices().stream().map(Vertex::parallelism)).containsExactly(2, 5, 1);
        assertThat(plan.vertices().get(1).inputs().get(0).partitioning()).isEqualTo(new Partitioning.Rebalance());
        assertThat(plan.vertices().get(2).inputs().get(0).partitioning()).isEqualTo(new Partitioning.Rebalance());
    }

    @Test
    void when_a_stream_is_rebalanced_then_nothing_is_chained_over_it() {
        PhysicalPlan plan = plan(
                2,
                (flow, params) ->
                        source(flow, "in").rebalance().map(x -> x).name("map").sink("out", Ends.sink()));
        assertThat(chains(plan)).isEqualTo("in | map > out");
    }

    @Test
    void when_streams_are_united_then_the_reader_has_an_edge_from_each_to_one_input() {
        PhysicalPlan plan = plan(
                2,
                (flow, params) -> source(flow, "a")
                        .union(source(flow, "b").map(x -> x).name("map"), source(flow, "c"))
                        .map(x -> x)
                        .name("all")
                        .sink("out", Ends.sink()));
        assertThat(chains(plan)).isEqualTo("a | b > map | c | all > out");
        List<PlanEdge> inputs = plan.vertices().get(3).inputs();
        assertThat(inputs.stream().map(PlanEdge::from)).containsExactly(0, 1, 2);
        assertThat(inputs.stream().map(PlanEdge::input)).containsOnly(0);
        assertThat(inputs.stream().map(PlanEdge::operator)).containsExactly(0, 1, 0);
        assertThat(inputs.stream().map(PlanEdge::index)).doesNotHaveDuplicates();
    }

    @Test
    void when_a_keyed_stream_is_connected_with_a_broadcast_one_then_each_has_its_input() {
        PhysicalPlan plan = plan(
                2,
                (flow, params) -> source(flow, "in")
                        .keyBy(x -> x)
                        .connect(source(flow, "rules").broadcast())
                        .process(new KeyedBroadcastProcessFunction<Long, Long, Long, Long>() {
                            @Override
                            public void process(Long record, ReadContext<Long> context, Collector<Long> out) {}

                            @Override
                            public void processBroadcast(Long record, BroadcastContext context, Collector<Long> out) {}
                        })
                        .name("both")
                        .sink("out", Ends.sink()));
        assertThat(chains(plan)).isEqualTo("in | rules | both > out");
        List<PlanEdge> inputs = plan.vertices().get(2).inputs();
        assertThat(inputs.get(0).partitioning()).isInstanceOf(Partitioning.Hash.class);
        assertThat(inputs.get(0).input()).isZero();
        assertThat(inputs.get(1).partitioning()).isInstanceOf(Partitioning.Broadcast.class);
        assertThat(inputs.get(1).input()).isEqualTo(1);
    }

    @Test
    void when_names_are_alike_then_vertex_ids_are_unique_plain_and_the_same_each_time() {
        JobDefinition job = (flow, params) -> {
            DataStream<Long> in = source(flow, "in");
            in.rebalance().map(x -> x).name("a b").sink("out1", Ends.sink());
            in.rebalance().map(x -> x).name("a-b").uid("a_b").sink("out2", Ends.sink());
            in.rebalance().map(x -> x).name("a b-2").uid("a_b-2").sink("out3", Ends.sink());
            in.rebalance().map(x -> x).name("a/b").sink("out4", Ends.sink());
            in.rebalance().map(x -> x).name("a/b").sink("out5", Ends.sink());
        };
        List<String> ids = plan(1, job).vertices().stream().map(Vertex::id).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z0-9._-]+"));
        assertThat(plan(4, job).vertices().stream().map(Vertex::id)).containsExactlyElementsOf(ids);
        assertThat(new HashSet<>(ids)).contains("in", "a_b", "a_b-2");
    }

    @Test
    void when_the_parallelism_exceeds_the_key_groups_then_the_error_names_operator_and_fix() {
        assertThatThrownBy(() -> plan(9, (flow, params) -> {
                    flow.maxParallelism(8);
                    source(flow, "in").sink("out", Ends.sink());
                }))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("\"in\"")
                .hasMessageContaining("8")
                .hasMessageContaining("maxParallelism");
    }

    @Test
    void when_a_vertex_is_asked_for_that_is_not_there_then_the_error_names_it() {
        PhysicalPlan plan = plan(1, (flow, params) -> source(flow, "in").sink("out", Ends.sink()));
        assertThat(plan.vertex("in").index()).isZero();
        assertThatThrownBy(() -> plan.vertex("other")).hasMessageContaining("\"other\"");
    }
}
