package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.function.KeySelector;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.api.join.JoinType;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.function.Function;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Which joins are refused when a job is defined. */
class JoinDefinitionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Classes, not lambdas, so that the types of their results are known. */
    static final class ByLong implements KeySelector<Long, Long> {
        @Override
        public Long key(Long record) {
            return record;
        }
    }

    static final class ByText implements KeySelector<Long, String> {
        @Override
        public String key(Long record) {
            return record.toString();
        }
    }

    private static DataStream<Long> source(Dataflow flow, String name, boolean timed) {
        DataStream<Long> source = flow.source(name, Ends.<Long>source());
        return timed ? source.eventTime(x -> x, Watermarks.monotonous()) : source;
    }

    private static void define(
            boolean leftTimed, boolean rightTimed, Function<JoinedStreams<Long, Long, Long>, DataStream<?>> join) {
        Dataflow.define(
                JobDefinition.named(
                        "job",
                        (flow, params) -> join.apply(source(flow, "left", leftTimed)
                                        .keyBy(new ByLong())
                                        .join(source(flow, "right", rightTimed).keyBy(new ByLong())))
                                .name("join")
                                .sink("out", Ends.sink())),
                Parameters.none());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(
            boolean leftTimed, boolean rightTimed, Function<JoinedStreams<Long, Long, Long>, DataStream<?>> join) {
        return assertThatThrownBy(() -> define(leftTimed, rightTimed, join)).isInstanceOf(DefinitionException.class);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // that is the mistake
    void when_the_keys_are_of_two_classes_then_both_are_named() {
        assertThatThrownBy(() -> Dataflow.define(
                        JobDefinition.named(
                                "job",
                                (flow, params) -> source(flow, "left", true)
                                        .keyBy(new ByLong())
                                        .join((KeyedStream)
                                                source(flow, "right", true).keyBy(new ByText()))
                                        .inner((a, b) -> a)
                                        .name("join")
                                        .sink("out", Ends.sink())),
                        Parameters.none()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("java.lang.Long")
                .hasMessageContaining("java.lang.String")
                .hasMessageContaining("same result type");
    }

    @Test
    void when_the_class_of_one_key_is_not_known_then_both_are_objects() {
        KeySelector<Long, Object> untyped = record -> record;
        Dataflow.define(
                        JobDefinition.named("job", (flow, params) -> {
                            KeyedStream<Object, Long> left =
                                    source(flow, "left", true).keyBy(untyped);
                            left.join(source(flow, "right", true).keyBy(untyped))
                                    .inner((a, b) -> a)
                                    .name("join")
                                    .sink("out", Ends.sink());
                        }),
                        Parameters.none())
                .nodes()
                .stream()
                .filter(node -> node.name().equals("join"))
                .flatMap(node -> node.inputs().stream())
                .forEach(edge -> assertThat(((Partitioning.Hash) edge.partitioning()).type())
                        .isEqualTo(Object.class));
    }

    @Test
    void when_a_side_of_a_join_in_event_time_has_none_then_its_source_is_named() {
        refused(false, true, join -> join.window(Windows.tumbling(SECOND)).inner((a, b) -> a))
                .hasMessageContaining("\"join\"")
                .hasMessageContaining("\"left\"")
                .hasMessageContaining(".eventTime(");
        refused(true, false, join -> join.window(Windows.session(SECOND)).full((a, b) -> a))
                .hasMessageContaining("\"right\"");
        refused(true, false, join -> join.between(SECOND.negated(), SECOND).inner((a, b) -> a))
                .hasMessageContaining("\"join\"")
                .hasMessageContaining("\"right\"");
        refused(false, true, join -> join.between(SECOND.negated(), SECOND).inner((a, b) -> a))
                .hasMessageContaining("\"left\"");
        refused(true, false, join -> join.asOf((a, b) -> a))
                .hasMessageContaining("\"join\"")
                .hasMessageContaining("\"right\"");
        refused(false, true, join -> join.asOfOrNull((a, b) -> a)).hasMessageContaining("\"left\"");
        StateTtl ttl = StateTtl.of(SECOND).inEventTime();
        refused(false, true, join -> join.inner((a, b) -> a, ttl)).hasMessageContaining("\"left\"");
        refused(true, false, join -> join.changes(JoinType.FULL, (a, b) -> a, ttl))
                .hasMessageContaining("\"right\"");
    }

    @Test
    void when_a_join_needs_no_event_time_then_none_is_asked_for() {
        define(false, false, join -> join.inner((a, b) -> a));
        define(false, false, join -> join.inner((a, b) -> a, StateTtl.of(SECOND)));
        define(false, false, join -> join.changes(JoinType.LEFT, (a, b) -> a, null));
        define(
                false,
                false,
                join -> join.window(Windows.tumbling(SECOND).inProcessingTime()).inner((a, b) -> a));
    }

    @Test
    void when_the_bounds_are_the_wrong_way_round_then_it_says_so() {
        assertThatThrownBy(() -> define(
                        true,
                        true,
                        join -> join.between(SECOND, SECOND.negated()).inner((a, b) -> a)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000 ms")
                .hasMessageContaining("lower bound");
        assertThatThrownBy(() -> define(
                        true,
                        true,
                        join -> join.between(SECOND, SECOND)
                                .lowerBoundExclusive()
                                .inner((a, b) -> a)))
                .hasMessageContaining("nothing is between");
        define(true, true, join -> join.between(SECOND, SECOND).inner((a, b) -> a));
    }

    @Test
    void when_windows_count_records_then_they_cannot_join() {
        assertThatThrownBy(() ->
                        define(true, true, join -> join.window(Windows.count(3)).inner((a, b) -> a)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count windows");
    }

    @Test
    void when_the_global_window_has_no_trigger_then_it_never_fires() {
        refused(true, true, join -> join.window(Windows.global()).inner((a, b) -> a))
                .hasMessageContaining("never fires");
        define(
                true,
                true,
                join -> join.window(Windows.global()).trigger(Triggers.count(2)).inner((a, b) -> a));
    }

    @Test
    void when_a_join_has_no_name_then_it_is_refused() {
        assertThatThrownBy(() -> Dataflow.define(
                        JobDefinition.named(
                                "job",
                                (flow, params) -> source(flow, "left", true)
                                        .keyBy(new ByLong())
                                        .join(source(flow, "right", true).keyBy(new ByLong()))
                                        .inner((a, b) -> a)
                                        .sink("out", Ends.sink())),
                        Parameters.none()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(".uid(");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
    void when_the_streams_are_of_two_jobs_then_they_cannot_be_joined() {
        KeyedStream<Long, Long>[] other = new KeyedStream[1];
        Dataflow.define(
                JobDefinition.named("other", (flow, params) -> {
                    other[0] = source(flow, "in", true).keyBy(new ByLong());
                    source(flow, "in2", true).sink("out", Ends.sink());
                }),
                Parameters.none());
        assertThatThrownBy(() -> Dataflow.define(
                        JobDefinition.named(
                                "job",
                                (flow, params) -> source(flow, "left", true)
                                        .keyBy(new ByLong())
                                        .join(other[0])
                                        .inner((a, b) -> a)),
                        Parameters.none()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("two jobs");
    }
}
