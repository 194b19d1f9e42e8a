package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.WindowedStream;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Evictors;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Windows against {@link WindowOracle}, over random records out of order, random watermarks and random windows. */
@Label("Windows and a naive oracle")
class WindowOracleProperties {
    private static final OutputTag<Reading> LATE = OutputTag.of("late");

    /** How a window folds its records. */
    enum Kind {
        ELEMENTS,
        LONG,
        OBJECT,
        REDUCE
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void tumbling(
            @ForAll @IntRange(min = 1, max = 30) int size,
            @ForAll @IntRange(min = -40, max = 40) int offset,
            @ForAll @IntRange(min = 0, max = 30) int lateness,
            @ForAll Kind kind,
            @ForAll Random random)
            throws Exception {
        compare(Windows.tumbling(Duration.ofMillis(size), Duration.ofMillis(offset)), lateness, kind, random);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void sliding(
            @ForAll @IntRange(min = 1, max = 24) int size,
            @ForAll @IntRange(min = 1, max = 30) int slide,
            @ForAll @IntRange(min = -40, max = 40) int offset,
            @ForAll @IntRange(min = 0, max = 30) int lateness,
            @ForAll Kind kind,
            @ForAll Random random)
            throws Exception {
        compare(
                Windows.sliding(Duration.ofMillis(size), Duration.ofMillis(slide), Duration.ofMillis(offset)),
                lateness,
                kind,
                random);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void session(
            @ForAll @IntRange(min = 1, max = 20) int gap,
            @ForAll @IntRange(min = 0, max = 30) int lateness,
            @ForAll Kind kind,
            @ForAll Random random)
            throws Exception {
        compare(Windows.session(Duration.ofMillis(gap)), lateness, kind, random);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void cumulative(
            @ForAll @IntRange(min = 1, max = 10) int step,
            @ForAll @IntRange(min = 1, max = 5) int steps,
            @ForAll @IntRange(min = -40, max = 40) int offset,
            @ForAll @IntRange(min = 0, max = 30) int lateness,
            @ForAll Kind kind,
            @ForAll Random random)
            throws Exception {
        compare(
                Windows.cumulative(
                        Duration.ofMillis((long) step * steps), Duration.ofMillis(step), Duration.ofMillis(offset)),
                lateness,
                kind,
                random);
    }

    /** The operators that do less must give what the one does that can do everything, so all are compared here. */
    private static WindowedStream<String, Reading> anyWay(WindowedStream<String, Reading> windowed, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> windowed.trigger(Triggers.endOfWindow());
            case 1 -> windowed.evictor(Evictors.count(Integer.MAX_VALUE));
            default -> windowed;
        };
    }

    private static void compare(WindowAssigner windows, int lateness, Kind kind, Random random) throws Exception {
        long way = random.nextLong();
        List<Input> inputs = RandomReadings.of(random, 3);
        WindowOracle oracle = new WindowOracle(windows, lateness);
        List<Fired> expected = new ArrayList<>();
        for (Input input : inputs) {
            if (input instanceof Input.Item item) {
                oracle.record((Reading) item.value(), item.timestamp());
            } else if (input instanceof Input.Watermark mark) {
                oracle.watermark(mark.time());
            }
        }
        oracle.results.forEach(result -> expected.add(Fired.of(result.key(), result.window(), kind, result.values())));
        assertThat(oracle.isEmpty()).isTrue();

        JobDefinition job = (flow, params) -> {
            WindowedStream<String, Reading> windowed = flow.source("source", Ends.<Reading>source())
                    .eventTime(Reading::value, Watermarks.monotonous())
                    .keyBy(Reading::sensor)
                    .window(windows)
                    .allowedLateness(Duration.ofMillis(lateness))
                    .sideOutputLateData(LATE);
            DataStream<Fired> results =
                    fold(anyWay(windowed, new Random(way)), kind).name("it");
            results.sink("sink", Ends.sink());
            results.sideOutput(LATE).sink("late", Ends.sink());
        };
        OperatorHarness.Observed observed = OperatorHarness.of(job, "it")
                .keyedBy(fired -> ((Fired) fired).key)
                .runSome(inputs, random);

        List<Output> main = observed.outputs().stream()
                .filter(output -> output.tag().isEmpty())
                .toList();
        assertThat(byKey(main.stream().map(output -> (Fired) output.value()).toList()))
                .isEqualTo(byKey(expected));
        assertThat(main)
                .allSatisfy(
                        output -> assertThat(output.timestamp()).isEqualTo(((Fired) output.value()).window.end() - 1));
        assertThat(observed.outputs().stream()
                        .filter(output -> output.tag().equals("late"))
                        .map(Output::value))
                .containsExactlyElementsOf(oracle.late);
        assertThat(observed.keyedEntries()).as("state at the end of time").isZero();
    }

    private static Map<String, List<Fired>> byKey(List<Fired> all) {
        return all.stream().collect(Collectors.groupingBy(fired -> fired.key, HashMap::new, Collectors.toList()));
    }

    private static DataStream<Fired> fold(WindowedStream<String, Reading> windowed, Kind kind) {
        return switch (kind) {
            case ELEMENTS ->
                windowed.apply((String key, Window window, Iterable<Reading> readings, Collector<Fired> out) -> {
                    List<Long> values = new ArrayList<>();
                    readings.forEach(reading -> values.add(reading.value()));
                    Collections.sort(values);
                    out.collect(new Fired(key, window, List.copyOf(values)));
                });
            case LONG ->
                windowed.aggregate(
                        Aggregates.sum(Reading::value), (window, key, sum) -> new Fired(key, window, List.of(sum)));
            case OBJECT ->
                windowed.aggregate(
                        Aggregates.of(Aggregates.min(Reading::value), Aggregates.count()),
                        (window, key, min, count) -> new Fired(key, window, List.of(min, count)));
            case REDUCE ->
                windowed.reduce(
                        (left, right) -> Reading.of(left.sensor(), left.value() + right.value()),
                        (String key, Window window, Iterable<Reading> one, Collector<Fired> out) ->
                                out.collect(new Fired(
                                        key,
                                        window,
                                        List.of(one.iterator().next().value()))));
        };
    }

    /** A window's result. */
    record Fired(String key, Window window, List<Long> values) {
        static Fired of(String key, Window window, Kind kind, List<Long> sorted) {
            long sum = sorted.stream().mapToLong(value -> value).sum();
            return new Fired(
                    key,
                    window,
                    switch (kind) {
                        case ELEMENTS -> sorted;
                        case LONG, REDUCE -> List.of(sum);
                        case OBJECT -> List.of(sorted.get(0), (long) sorted.size());
                    });
        }
    }
}
