package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.WindowedStream;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Evictors;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions that change what windows give them: no other window, and no later firing, may see it. */
class WindowMutabilityTest {

    static List<WindowAssigner> windows() {
        return List.of(
                Windows.tumbling(Duration.ofMillis(10)),
                Windows.sliding(Duration.ofMillis(10), Duration.ofMillis(5)),
                Windows.session(Duration.ofMillis(10)));
    }

    /** The same by each of the operators: with the default trigger said, and with an evictor that keeps all, too. */
    private static List<Object> run(
            WindowAssigner windows, Function<WindowedStream<String, Tally>, DataStream<Tally>> fold, Input... inputs)
            throws Exception {
        List<Object> plain = runAs(windows, fold, inputs);
        assertThat(runAs(windows, windowed -> fold.apply(windowed.trigger(Triggers.endOfWindow())), inputs))
                .containsExactlyInAnyOrderElementsOf(plain);
        assertThat(runAs(windows, windowed -> fold.apply(windowed.evictor(Evictors.count(1_000))), inputs))
                .containsExactlyInAnyOrderElementsOf(plain);
        return plain;
    }

    private static List<Object> runAs(
            WindowAssigner windows, Function<WindowedStream<String, Tally>, DataStream<Tally>> fold, Input... inputs)
            throws Exception {
        JobDefinition job = (flow, params) -> fold.apply(flow.source("source", Ends.<Tally>source())
                        .eventTime(tally -> 0, Watermarks.monotonous())
                        .keyBy(Tally::key)
                        .window(windows)
                        .allowedLateness(Duration.ofMillis(100)))
                .name("it")
                .sink("sink", Ends.sink());
        return OperatorHarness.of(job, "it")
                .keyedBy(tally -> ((Tally) tally).key)
                .run(inputs)
                .values();
    }

    private static Input[] inputs() {
        return new Input[] {
            item(new Tally("a", 1), 6),
            item(new Tally("b", 100), 6),
            item(new Tally("a", 2), 7),
            watermark(50),
            item(new Tally("a", 4), 6),
            item(new Tally("b", 200), 7),
            watermark(200)
        };
    }

    private static Tally changing(Tally tally) {
        Tally seen = new Tally(tally.key, tally.sum);
        tally.sum = -1_000;
        return seen;
    }

    private static List<Tally> expected(WindowAssigner windows) {
        List<Tally> expected = new ArrayList<>();
        int overlapping = windows instanceof WindowAssigner.Sliding ? 2 : 1;
        long[][] firings = {{3, 100}, {7}, {300}};
        for (long[] firing : firings) {
            for (int i = 0; i < overlapping; i++) {
                for (long sum : firing) {
                    expected.add(new Tally(sum % 100 == 0 ? "b" : "a", sum));
                }
            }
        }
        return expected;
    }

    @ParameterizedTest
    @MethodSource("windows")
    void when_a_function_changes_the_reduced_record_then_nobody_else_sees_it(WindowAssigner windows) throws Exception {
        assertThat(run(
                        windows,
                        windowed -> windowed.reduce(
                                (sum, next) -> {
                                    sum.sum += next.sum;
                                    return sum;
                                },
                                (key, window, one, out) -> one.forEach(tally -> out.collect(changing(tally)))),
                        inputs()))
                .containsExactlyInAnyOrderElementsOf(expected(windows));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void when_a_function_changes_the_records_of_a_window_then_nobody_else_sees_it(WindowAssigner windows)
            throws Exception {
        assertThat(run(
                        windows,
                        windowed -> windowed.apply((key, window, tallies, out) -> {
                            Tally sum = new Tally(key, 0);
                            tallies.forEach(tally -> sum.sum += changing(tally).sum);
                            out.collect(sum);
                            sum.sum = -7;
                        }),
                        inputs()))
                .containsExactlyInAnyOrderElementsOf(expected(windows));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void when_a_reduction_changes_its_second_record_then_nobody_else_sees_it(WindowAssigner windows) throws Exception {
        assertThat(run(
                        windows,
                        windowed -> windowed.reduce((sum, next) -> {
                            next.sum += sum.sum;
                            sum.sum = -1_000;
                            return next;
                        }),
                        inputs()))
                .containsExactlyInAnyOrderElementsOf(expected(windows));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void when_a_window_fires_early_then_what_was_emitted_does_not_change_any_more(WindowAssigner windows)
            throws Exception {
        int overlapping = windows instanceof WindowAssigner.Sliding ? 2 : 1;
        List<Tally> expected = new ArrayList<>();
        for (long sum : new long[] {3, 10}) {
            for (int i = 0; i < overlapping; i++) {
                expected.add(new Tally("a", sum));
            }
        }
        assertThat(runAs(
                        windows,
                        windowed -> windowed.trigger(Triggers.count(2)).reduce((sum, next) -> {
                            sum.sum += next.sum;
                            return sum;
                        }),
                        item(new Tally("a", 1), 6),
                        item(new Tally("a", 2), 7),
                        item(new Tally("a", 3), 7),
                        item(new Tally("a", 4), 6)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("aligned")
    void when_a_reduction_changes_its_records_then_the_trigger_does_not_see_it(WindowAssigner windows)
            throws Exception {
        assertThat(runAs(
                        windows,
                        windowed -> windowed.trigger(Triggers.delta(5, (from, to) -> to.sum - from.sum))
                                .reduce((sum, next) -> {
                                    next.sum += sum.sum;
                                    sum.sum = -1_000;
                                    return next;
                                }),
                        item(new Tally("a", 1), 1),
                        item(new Tally("a", 6), 2),
                        item(new Tally("a", 7), 3),
                        item(new Tally("a", 8), 4)))
                .containsOnly(new Tally("a", 14))
                .hasSize(windows instanceof WindowAssigner.Sliding ? 2 : 1);
    }

    static List<WindowAssigner> aligned() {
        return windows().subList(0, 2); // the others' triggers can merge
    }
}
