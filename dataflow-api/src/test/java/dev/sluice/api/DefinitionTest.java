package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.function.KeySelector;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What is refused when a job is defined, and what the graph of a job looks like. */
class DefinitionTest {
    private static final WindowAssigner HOURS = Windows.tumbling(Duration.ofHours(1));

    private static JobGraph define(JobDefinition job) {
        return Dataflow.define(JobDefinition.named("job", job), Parameters.none());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(JobDefinition job) {
        return assertThatThrownBy(() -> define(job)).isInstanceOf(DefinitionException.class);
    }

    private static DataStream<Long> source(Dataflow flow, String name) {
        return flow.source(name, Ends.<Long>source());
    }

    private static DataStream<Long> timed(Dataflow flow, String name) {
        return source(flow, name).eventTime(x -> x, Watermarks.monotonous());
    }

    @Test
    void when_a_stateful_operator_has_neither_name_nor_uid_then_it_is_refused() {
        refused((flow, params) ->
                        source(flow, "in").keyBy(x -> x).reduce(Long::sum).sink("out", Ends.sink()))
                .hasMessageContaining("\"reduce-1\"")
                .hasMessageContaining(".name(")
                .hasMessageContaining(".uid(");
    }

    @Test
    void when_two_operators_have_one_uid_then_both_are_named() {
        refused((flow, params) -> {
                    source(flow, "in").sink("first", Ends.sink()).uid("x");
                    source(flow, "other").sink("second", Ends.sink()).uid("x");
                })
                .hasMessageContaining("\"first\"")
                .hasMessageContaining("\"second\"")
                .hasMessageContaining("\"x\"");
        refused((flow, params) -> source(flow, "same").sink("same", Ends.sink()))
                .hasMessageContaining("\"same\"");
    }

    @Test
    void when_a_uid_cannot_be_part_of_a_path_then_the_error_says_what_can() {
        refused((flow, params) -> source(flow, "in").sink("my sink", Ends.sink()))
                .hasMessageContaining("\"my sink\"")
                .hasMessageContaining("letters, digits")
                .hasMessageContaining(".uid(");
        refused((flow, params) -> source(flow, "in").sink("../up", Ends.sink()).uid("../up"));
        refused((flow, params) -> source(flow, "in").sink("out", Ends.sink()).uid(""));
        refused((flow, params) -> source(flow, "in").sink("out", Ends.sink()).uid("x".repeat(101)));
    }

    @Test
    void when_a_name_is_for_people_only_then_it_may_be_anything() {
        JobGraph graph = define((flow, params) -> {
            source(flow, "in").map(x -> x).name("Add nothing!").sink("a", Ends.sink());
            source(flow, "in2").map(x -> x).name("Add nothing!").sink("b", Ends.sink());
        });
        assertThat(graph.nodes().stream().filter(n -> n.name().equals("Add nothing!")))
                .hasSize(2)
                .allMatch(node -> node.uid() == null);
    }

    @Test
    void when_nothing_is_written_then_the_job_is_refused() {
        refused((flow, params) -> source(flow, "in").map(x -> x))
                .hasMessageContaining("\"job\"")
                .hasMessageContaining(".sink(");
        refused((flow, params) -> {}).hasMessageContaining("writes nothing");
    }

    @Test
    void when_a_window_has_no_event_time_then_the_source_without_it_is_named() {
        refused((flow, params) -> source(flow, "in")
                        .keyBy(x -> x)
                        .window(HOURS)
                        .aggregate(Aggregates.count())
                        .name("hours")
                        .sink("out", Ends.sink()))
                .hasMessageContaining("\"hours\"")
                .hasMessageContaining("\"in\"")
                .hasMessageContaining(".eventTime(");
    }

    @Test
    void when_one_branch_of_a_union_has_no_event_time_then_its_source_is_named() {
        refused((flow, params) -> timed(flow, "good")
                        .union(source(flow, "bad").map(x -> x))
                        .keyBy(x -> x)
                        .window(HOURS)
                        .aggregate(Aggregates.count())
                        .name("hours")
                        .sink("out", Ends.sink()))
                .hasMessageContaining("\"bad\"");
        define((flow, params) -> timed(flow, "good")
                .union(source(flow, "too").map(x -> x).eventTime(x -> x, Watermarks.monotonous()))
                .keyBy(x -> x)
                .window(HOURS)
                .aggregate(Aggregates.count())
                .name("hours")
                .sink("out", Ends.sink()));
    }

    static final class NoEquals {}

    record WithArray(String name, int[] numbers) {}

    record Nested(WithArray inner) {}

    enum Color {
        RED
    }

    abstract static class Shape {}

    static final class WithEquals {
        @Override
        public boolean equals(Object other) {
            return other instanceof WithEquals;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static JobDefinition keyedBy(KeySelector<Long, ?> key) {
        return (flow, params) -> sum(source(flow, "in").keyBy(key));
    }

    private static void sum(KeyedStream<?, Long> keyed) {
        keyed.reduce(Long::sum).name("sum").sink("out", Ends.sink());
    }

    @Test
    void when_a_key_cannot_be_one_then_operator_part_and_fix_are_named() {
        refused((flow, params) -> sum(source(flow, "in").keyBy(x -> new int[] {1})))
                .hasMessageContaining("\"sum\"")
                .hasMessageContaining("int[]")
                .hasMessageContaining("List or a record");
        refused((flow, params) -> sum(source(flow, "in").keyBy(x -> new WithArray("a", new int[0]))))
                .hasMessageContaining("WithArray.numbers");
        refused((flow, params) -> sum(source(flow, "in").keyBy(x -> new Nested(new WithArray("a", new int[0])))))
                .hasMessageContaining("Nested.inner.numbers");
        refused((flow, params) -> sum(source(flow, "in").keyBy(x -> new NoEquals())))
                .hasMessageContaining("NoEquals")
                .hasMessageContaining("equals and hashCode");
        refused((flow, params) -> sum(source(flow, "in").keyBy(DefinitionTest::array)))
                .hasMessageContaining("String[]");
    }

    private static String[] array(Long x) {
        return new String[] {x.toString()};
    }

    @Test
    void when_a_key_can_be_one_then_it_is_accepted() {
        define((flow, params) -> sum(source(flow, "in").keyBy(x -> new WithEquals())));
        define((flow, params) -> sum(source(flow, "in").keyBy(x -> Color.RED)));
        define((flow, params) -> sum(source(flow, "in").keyBy(x -> List.of(x))));
        define((flow, params) -> sum(source(flow, "in").keyBy(x -> x.intValue())));
        define((flow, params) -> sum(source(flow, "in").keyBy(x -> Duration.ofMillis(x))));
        define(keyedBy(x -> x));
    }

    @Test
    void when_a_key_is_of_an_abstract_class_then_its_subclasses_are_judged_when_they_come() {
        define((flow, params) -> sum(source(flow, "in").keyBy(DefinitionTest::number)));
        define((flow, params) -> sum(source(flow, "in").keyBy(DefinitionTest::shape)));
    }

    private static Number number(Long x) {
        return x;
    }

    private static Shape shape(Long x) {
        return Objects.requireNonNull(null, () -> "never called with " + x);
    }

    @Test
    void when_a_jobs_name_cannot_be_part_of_a_path_then_it_is_refused() {
        for (String name : List.of("", "a b", "../x", "-x", "x".repeat(65), "jöb")) {
            assertThatThrownBy(() -> JobDefinition.named(name, (flow, params) -> {}))
                    .as(name)
                    .isInstanceOf(DefinitionException.class)
                    .hasMessageContaining("\"" + name + "\"");
        }
    }

    @Test
    void when_a_job_has_no_name_then_it_is_that_of_its_class() {
        assertThat(new HourlyDelays2().name()).isEqualTo("hourly-delays2");
        JobDefinition lambda = (flow, params) -> {};
        assertThat(lambda.name()).isEqualTo("job");
    }

    static final class HourlyDelays2 implements JobDefinition {
        @Override
        public void define(Dataflow flow, Parameters params) {}
    }

    @Test
    void when_a_setting_is_out_of_range_then_it_is_refused() {
        refused((flow, params) -> source(flow, "in").parallelism(0).sink("out", Ends.sink()))
                .hasMessageContaining("\"in\"")
                .hasMessageContaining("at least 1");
        refused((flow, params) -> flow.maxParallelism(0));
        refused((flow, params) -> flow.maxParallelism((1 << 15) + 1));
        refused((flow, params) -> source(flow, "a").union(source(flow, "b")).name("both"))
                .hasMessageContaining("union");
        assertThatThrownBy(() -> Windows.tumbling(Duration.ofNanos(999_999))).hasMessageContaining("millisecond");
        assertThatThrownBy(() -> Windows.sliding(Duration.ofSeconds(1), Duration.ZERO))
                .hasMessageContaining("slide");
        assertThatThrownBy(() -> Windows.session(Duration.ofMillis(-1))).hasMessageContaining("gap");
        assertThatThrownBy(() -> Watermarks.boundedOutOfOrderness(Duration.ofMillis(-1)))
                .hasMessageContaining("negative");
    }

    @Test
    void when_event_time_is_given_right_behind_a_source_then_the_source_does_it() {
        JobGraph graph = define((flow, params) -> timed(flow, "in").sink("out", Ends.sink()));
        assertThat(graph.nodes()).hasSize(2);
        assertThat(((OperatorSpec.SourceSpec) graph.nodes().get(0).spec()).eventTime())
                .isNotNull();
        JobGraph read = define((flow, params) -> {
            DataStream<Long> in = source(flow, "in");
            in.sink("raw", Ends.sink());
            in.eventTime(x -> x, Watermarks.monotonous()).sink("out", Ends.sink());
        });
        assertThat(((OperatorSpec.SourceSpec) read.nodes().get(0).spec()).eventTime())
                .as("somebody reads it without")
                .isNull();
    }

    @Test
    void when_a_definition_is_the_same_then_so_is_its_fingerprint_and_else_not() {
        String first = define(windowed(1, "hours")).fingerprint();
        assertThat(define(windowed(1, "hours")).fingerprint()).isEqualTo(first).hasSize(16);
        assertThat(define(windowed(2, "hours")).fingerprint()).isNotEqualTo(first);
        assertThat(define(windowed(1, "other")).fingerprint()).isNotEqualTo(first);
    }

    private static JobDefinition windowed(int hours, String uid) {
        return (flow, params) -> timed(flow, "in")
                .keyBy(x -> x)
                .window(Windows.tumbling(Duration.ofHours(hours)))
                .aggregate(Aggregates.count())
                .uid(uid)
                .sink("out", Ends.sink());
    }

    @Test
    void when_the_key_type_can_be_told_then_the_edge_knows_it() {
        JobGraph graph = define((flow, params) -> sum(source(flow, "in").keyBy(x -> x.intValue())));
        GraphNode sum = graph.nodes().get(1);
        assertThat(sum.inputs().get(0).partitioning())
                .isInstanceOfSatisfying(
                        Partitioning.Hash.class, hash -> assertThat(hash.type()).isEqualTo(Integer.class));
        assertThat(graph.packages()).contains(DefinitionTest.class.getPackageName());
    }
}
