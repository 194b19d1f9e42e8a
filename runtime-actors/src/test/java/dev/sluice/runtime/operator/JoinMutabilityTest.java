package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.JoinedStreams;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.join.Change;
import dev.sluice.api.join.JoinFunction;
import dev.sluice.api.join.JoinType;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Join functions that change what they get: no other pair may see it. */
class JoinMutabilityTest {
    /** Sums up, and spoils both. */
    private static final JoinFunction<Tally, Tally, Tally> SPOILS = (left, right) -> {
        Tally sum = new Tally(left == null ? right.key : left.key, 0);
        for (Tally side : new Tally[] {left, right}) {
            if (side != null) {
                sum.sum += side.sum;
                side.sum = -1_000;
            }
        }
        return sum;
    };

    /** Emits one of what it got. */
    private static final JoinFunction<Tally, Tally, Tally> ADDS = (left, right) -> {
        if (left == null || right == null) {
            Tally only = left == null ? right : left;
            return only;
        }
        left.sum += right.sum;
        return left;
    };

    private static Named<Object> named(String name, Function<JoinedStreams<String, Tally, Tally>, DataStream<?>> join) {
        return Named.of(name, join);
    }

    static List<Named<Object>> joins() {
        Duration ten = Duration.ofMillis(10);
        StateTtl ttl = StateTtl.of(Duration.ofMinutes(1)).inEventTime();
        return List.of(SPOILS, ADDS).stream()
                .flatMap(function -> List.of(
                        named(
                                "window",
                                join -> join.window(Windows.tumbling(ten)).inner(function)),
                        named(
                                "session",
                                join -> join.window(Windows.session(ten)).full(function)),
                        named(
                                "interval",
                                join -> join.between(ten.negated(), ten).inner(function)),
                        named("all", join -> join.inner(function)),
                        named("all for a time", join -> join.inner(function, ttl)),
                        named("changes", join -> join.changes(JoinType.INNER, function, null)),
                        named("changes for a time", join -> join.changes(JoinType.INNER, function, ttl)))
                        .stream())
                .toList();
    }

    private static Tally row(Object result) {
        return (Tally) (result instanceof Change<?> change ? change.row() : result);
    }

    private static List<Tally> run(Function<JoinedStreams<String, Tally, Tally>, DataStream<?>> join, Input... inputs)
            throws Exception {
        JobDefinition job = (flow, params) -> {
            KeyedStream<String, Tally> left = flow.source("left", Ends.<Tally>source())
                    .eventTime(tally -> 0, Watermarks.monotonous())
                    .keyBy(Tally::key);
            KeyedStream<String, Tally> right = flow.source("right", Ends.<Tally>source())
                    .eventTime(tally -> 0, Watermarks.monotonous())
                    .keyBy(Tally::key);
            join.apply(left.join(right)).name("it").sink("sink", Ends.sink());
        };
        return OperatorHarness.of(job, "it").keyedBy(result -> row(result).key).run(inputs).values().stream()
                .map(JoinMutabilityTest::row)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("joins")
    void when_a_function_changes_what_it_gets_then_no_other_pair_sees_it(
            Function<JoinedStreams<String, Tally, Tally>, DataStream<?>> join) throws Exception {
        assertThat(run(
                        join,
                        item(0, new Tally("a", 1), 6),
                        item(1, new Tally("a", 10), 7),
                        item(0, new Tally("a", 2), 6),
                        item(1, new Tally("a", 20), 8),
                        item(1, new Tally("a", 30), 8),
                        watermark(1_000)))
                .containsExactlyInAnyOrder(
                        new Tally("a", 11),
                        new Tally("a", 12),
                        new Tally("a", 21),
                        new Tally("a", 22),
                        new Tally("a", 31),
                        new Tally("a", 32));
    }
}
