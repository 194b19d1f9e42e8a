package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.join.Change;
import dev.sluice.api.library.Deduplicate;
import dev.sluice.api.library.Ranked;
import dev.sluice.api.library.TopN;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Library functions against what is meant by them, over random records. */
@Label("Library functions and what is meant by them")
class LibraryProperties {
    /** By value; records with equal values are told apart by their sensor, which is the key. */
    private static final Comparator<Reading> LARGEST =
            Comparator.comparingLong(Reading::value).reversed();

    private static OperatorHarness harness(
            Function<KeyedStream<String, Reading>, DataStream<?>> function, Function<Object, Object> keyOf) {
        JobDefinition job = (flow, params) -> function.apply(flow.source("in", Ends.<Reading>source())
                        .eventTime(Reading::value, Watermarks.monotonous())
                        .keyBy(Reading::sensor))
                .name("it")
                .sink("sink", Ends.sink());
        return OperatorHarness.of(job, "it").keyedBy(keyOf);
    }

    /** In order of arrival; times go up, nothing is late. */
    private static List<Input> inputs(Random random) {
        List<Input> inputs = new ArrayList<>();
        long time = 0;
        for (int i = random.nextInt(60); i > 0; i--) {
            if (random.nextInt(8) == 0) {
                inputs.add(Input.watermark(time - 1));
            } else {
                inputs.add(Input.item(Reading.of("k" + random.nextInt(3), random.nextInt(8)), time));
            }
            time += random.nextInt(6);
        }
        inputs.add(Input.watermark(Long.MAX_VALUE));
        return inputs;
    }

    private static List<Input.Item> items(List<Input> inputs) {
        return inputs.stream()
                .filter(Input.Item.class::isInstance)
                .map(Input.Item.class::cast)
                .toList();
    }

    /** The records of each window that slides by half of its size, by key and end. */
    private static Map<List<Object>, List<Reading>> windows(List<Input> inputs, long slide) {
        Map<List<Object>, List<Reading>> windows = new HashMap<>();
        for (Input.Item item : items(inputs)) {
            Reading reading = (Reading) item.value();
            long end = Math.floorDiv(item.timestamp(), slide) * slide + slide;
            for (long each : new long[] {end, end + slide}) {
                windows.computeIfAbsent(List.of(reading.sensor(), each), k -> new ArrayList<>())
                        .add(reading);
            }
        }
        return windows;
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void the_first_of_an_order(
            @ForAll @IntRange(min = 1, max = 5) int n,
            @ForAll @IntRange(min = 1, max = 20) int slide,
            @ForAll Random random)
            throws Exception {
        List<Input> inputs = inputs(random);
        List<Output> expected = new ArrayList<>();
        windows(inputs, slide).forEach((window, readings) -> {
            List<Reading> top = readings.stream().sorted(LARGEST).limit(n).toList();
            for (int i = 0; i < top.size(); i++) {
                expected.add(Output.main(new Ranked<>(i + 1, top.get(i)), (long) window.get(1) - 1));
            }
        });
        var observed = harness(
                        keyed -> keyed.window(Windows.sliding(Duration.ofMillis(2L * slide), Duration.ofMillis(slide)))
                                .aggregateAndApply(TopN.of(n, LARGEST), TopN.<String, Reading>ranks()),
                        result -> ((Reading) ((Ranked<?>) result).record()).sensor())
                .runSome(inputs, random);
        assertThat(observed.outputs()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(observed.keyedEntries()).as("state at the end of time").isZero();
    }

    @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
    void the_first_of_an_order_so_far(@ForAll @IntRange(min = 1, max = 4) int n, @ForAll Random random)
            throws Exception {
        List<Input> inputs = inputs(random);
        List<Object> expected = new ArrayList<>();
        Map<String, List<Reading>> all = new TreeMap<>();
        for (Input.Item item : items(inputs)) {
            Reading reading = (Reading) item.value();
            List<Reading> ofKey = all.computeIfAbsent(reading.sensor(), k -> new ArrayList<>());
            ofKey.add(reading);
            expected.add(ofKey.stream().sorted(LARGEST).limit(n).toList());
        }
        var observed = harness(
                        keyed -> keyed.aggregate(TopN.of(n, LARGEST), (key, top) -> top),
                        result -> ((Reading) ((List<?>) result).get(0)).sensor())
                .runSome(inputs, random);
        assertThat(observed.values()).containsExactlyElementsOf(expected);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void how_many_different(@ForAll @IntRange(min = 1, max = 20) int slide, @ForAll Random random) throws Exception {
        List<Input> inputs = inputs(random);
        List<Output> expected = new ArrayList<>();
        windows(inputs, slide)
                .forEach((window, readings) -> expected.add(Output.main(
                        Reading.of(
                                (String) window.get(0),
                                readings.stream().map(Reading::value).distinct().count()),
                        (long) window.get(1) - 1)));
        var observed = harness(
                        keyed -> keyed.window(Windows.sliding(Duration.ofMillis(2L * slide), Duration.ofMillis(slide)))
                                .aggregate(
                                        Aggregates.countDistinct(Reading::value),
                                        (window, key, count) -> Reading.of(key, count)),
                        result -> ((Reading) result).sensor())
                .runSome(inputs, random);
        assertThat(observed.outputs()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
    void the_first_of_a_key(@ForAll Random random) throws Exception {
        List<Input> inputs = inputs(random);
        Set<String> seen = new HashSet<>();
        List<Output> expected = items(inputs).stream()
                .filter(item -> seen.add(((Reading) item.value()).sensor()))
                .map(item -> Output.main(item.value(), item.timestamp()))
                .toList();
        var observed = harness(
                        keyed -> keyed.process(Deduplicate.<String, Reading>first()),
                        result -> ((Reading) result).sensor())
                .runSome(inputs, random);
        assertThat(observed.outputs()).containsExactlyElementsOf(expected);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void the_first_of_a_key_for_a_time(
            @ForAll @IntRange(min = 1, max = 30) int millis, @ForAll boolean fromTheLast, @ForAll Random random)
            throws Exception {
        List<Input> inputs = inputs(random);
        StateTtl ttl = StateTtl.of(Duration.ofMillis(millis)).inEventTime();
        Map<String, Long> until = new HashMap<>();
        List<Output> expected = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        for (Input input : inputs) {
            if (input instanceof Input.Watermark mark) {
                watermark = Math.max(watermark, mark.time());
            } else if (input instanceof Input.Item item) {
                String key = ((Reading) item.value()).sensor();
                boolean forgotten = until.getOrDefault(key, Long.MIN_VALUE) <= watermark;
                if (forgotten) {
                    expected.add(Output.main(item.value(), item.timestamp()));
                }
                if (forgotten || fromTheLast) {
                    until.put(key, item.timestamp() + millis);
                }
            }
        }
        var observed = harness(
                        keyed -> keyed.process(Deduplicate.<String, Reading>first(
                                fromTheLast ? ttl.onReadAndWrite() : ttl.onCreateAndWrite())),
                        result -> ((Reading) result).sensor())
                .runSome(inputs, random);
        assertThat(observed.outputs()).containsExactlyElementsOf(expected);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
    void the_last_of_a_key(@ForAll boolean forAnHour, @ForAll Random random) throws Exception {
        List<Input> inputs = inputs(random);
        Map<String, Object> last = new HashMap<>();
        List<Output> expected = new ArrayList<>();
        for (Input.Item item : items(inputs)) {
            Object before = last.put(((Reading) item.value()).sensor(), item.value());
            if (before != null) {
                expected.add(Output.main(Change.delete(before), item.timestamp()));
            }
            expected.add(Output.main(Change.insert(item.value()), item.timestamp()));
        }
        StateTtl hour = StateTtl.of(Duration.ofHours(1)).inEventTime();
        var observed = harness(
                        keyed -> keyed.process(
                                forAnHour
                                        ? Deduplicate.<String, Reading>last(hour)
                                        : Deduplicate.<String, Reading>last()),
                        result -> ((Reading) ((Change<?>) result).row()).sensor())
                .runSome(inputs, random);
        assertThat(observed.outputs()).containsExactlyElementsOf(expected);
    }

    @Property(tries = 20)
    void nothing_is_the_first_of_none(@ForAll @IntRange(min = -3, max = 0) int n) {
        assertThatThrownBy(() -> TopN.of(n, LARGEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }
}
