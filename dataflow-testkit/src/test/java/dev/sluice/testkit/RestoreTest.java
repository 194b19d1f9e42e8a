package dev.sluice.testkit;

import static dev.sluice.testkit.SluiceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.JobDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what a test sees does not depend on snapshots, restores and parallelism, and not on the run. */
class RestoreTest {
    private static final int INPUTS = 60;

    /** What a test may do to the job, at random, without the unlucky value. */
    private static List<Consumer<TestFlow>> inputs(Random random) {
        return inputs(random, true);
    }

    private static List<Consumer<TestFlow>> inputs(Random random, boolean withClock) {
        List<Consumer<TestFlow>> inputs = new ArrayList<>();
        long now = 20;
        for (int i = 0; i < INPUTS; i++) {
            String source = random.nextBoolean() ? "inside" : "outside";
            int what = random.nextInt(20);
            long time = now;
            if (what == 0) {
                inputs.add(flow -> flow.source(source, Reading.class).idle());
            } else if (what < 3 && withClock) {
                inputs.add(flow -> flow.advance(Duration.ofSeconds(4)));
            } else if (what == 3) {
                inputs.add(flow -> flow.watermark(Instant.ofEpochSecond(time)));
                now += 1;
            } else {
                Reading reading = Reading.of("" + random.nextInt(5), random.nextInt(-1, 12), now - random.nextInt(12));
                inputs.add(flow -> flow.source(source, Reading.class).emit(reading));
                now += random.nextInt(3);
            }
        }
        inputs.add(flow -> flow.source("inside", Reading.class).end());
        inputs.add(TestFlow::end);
        return inputs;
    }

    private static TestFlow flow(int parallelism) {
        return TestFlow.of(Jobs.everything()).parallelism(parallelism).build();
    }

    /** All that was written, in order. */
    private static Map<String, List<Timestamped<Object>>> outputs(TestFlow flow) {
        Map<String, List<Timestamped<Object>>> outputs = new LinkedHashMap<>();
        for (String sink : List.of("sums", "late", "words", "negative")) {
            outputs.put(sink, flow.sink(sink, Object.class).timestamped());
        }
        return outputs;
    }

    /** The same by key: the order of subtasks is not that of another parallelism. */
    private static Map<String, Map<String, List<Timestamped<Object>>>> byKey(TestFlow flow) {
        Map<String, Map<String, List<Timestamped<Object>>>> all = new LinkedHashMap<>();
        Function<Object, String> key = record -> record instanceof Sum sum
                ? sum.sensor()
                : record instanceof Reading reading ? reading.sensor() : ("" + record).substring(0, 1);
        outputs(flow).forEach((sink, records) -> {
            Map<String, List<Timestamped<Object>>> keys = new LinkedHashMap<>();
            records.forEach(record -> keys.computeIfAbsent(key.apply(record.value()), k -> new ArrayList<>())
                    .add(record));
            all.put(sink, new TreeMap<>(keys));
        });
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void when_it_is_run_twice_then_everything_comes_in_the_same_order(int parallelism) {
        long seed = new Random().nextLong();
        try (TestFlow one = flow(parallelism);
                TestFlow other = flow(parallelism)) {
            inputs(new Random(seed), true).forEach(input -> input.accept(one));
            inputs(new Random(seed), true).forEach(input -> input.accept(other));
            assertThat(outputs(one)).as("seed " + seed).isEqualTo(outputs(other));
            assertThat(one.counters()).isEqualTo(other.counters());
            assertThat(one.sink("sums", Sum.class)).as("seed " + seed).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void when_it_is_restored_before_any_input_then_the_results_are_the_same(int parallelism) {
        long seed = new Random().nextLong();
        List<Consumer<TestFlow>> inputs = inputs(new Random(seed), true);
        try (TestFlow undisturbed = flow(parallelism);
                TestFlow always = flow(parallelism)) {
            inputs.forEach(input -> input.accept(undisturbed));
            for (Consumer<TestFlow> input : inputs) {
                always.restart();
                input.accept(always);
            }
            assertThat(byKey(always)).as("seed " + seed).isEqualTo(byKey(undisturbed));
            assertThat(always.counters()).as("seed " + seed).isEqualTo(undisturbed.counters());
        }
    }

    @Test
    void when_it_goes_back_to_a_snapshot_and_is_fed_again_then_the_results_are_the_same() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        // The clock does not go back with the rest, so here it stands still.
        List<Consumer<TestFlow>> inputs = inputs(random, false);
        int snapshotAt = random.nextInt(INPUTS);
        int failAt = snapshotAt + random.nextInt(INPUTS - snapshotAt);
        try (TestFlow undisturbed = flow(2);
                TestFlow crashed = flow(2)) {
            inputs.forEach(input -> input.accept(undisturbed));
            inputs.subList(0, snapshotAt).forEach(input -> input.accept(crashed));
            Snapshot snapshot = crashed.snapshot();
            inputs.subList(snapshotAt, failAt).forEach(input -> input.accept(crashed));
            crashed.restore(snapshot);
            inputs.subList(snapshotAt, inputs.size()).forEach(input -> input.accept(crashed));
            assertThat(byKey(crashed)).as("seed " + seed).isEqualTo(byKey(undisturbed));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void when_it_is_rescaled_on_the_way_then_the_results_are_the_same(int parallelism) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Consumer<TestFlow>> inputs = inputs(random);
        try (TestFlow undisturbed = flow(2);
                TestFlow rescaled = flow(2)) {
            inputs.forEach(input -> input.accept(undisturbed));
            int at = random.nextInt(inputs.size());
            inputs.subList(0, at).forEach(input -> input.accept(rescaled));
            rescaled.rescale(parallelism);
            assertThat(rescaled.parallelism()).isEqualTo(parallelism);
            inputs.subList(at, inputs.size()).forEach(input -> input.accept(rescaled));
            assertThat(byKey(rescaled))
                    .as("seed " + seed + ", rescaled at " + at)
                    .isEqualTo(byKey(undisturbed));
        }
    }

    @Test
    void when_it_is_restored_then_state_sinks_and_sources_are_where_they_were() {
        try (TestFlow flow = flow(2)) {
            TestSource<Reading> inside = flow.source("inside", Reading.class);
            TestOutput<String> words = flow.sink("words", String.class);
            inside.emit(Reading.of("a", 1, 1));
            assertThat(words.takeAll()).containsExactly("a#1");
            Snapshot snapshot = flow.snapshot();
            assertThat(snapshot.bytes()).isPositive();
            assertThat(snapshot.entries()).containsEntry("watch.count", 1);
            inside.emit(Reading.of("a", 1, 2));
            inside.end();
            flow.restore(snapshot);
            assertThat(words).containsExactly("a#1");
            assertThat(words.takeAll()).isEmpty();
            assertThat(inside.position()).isEqualTo(1);
            assertThat(flow.operator("watch")).hasState("count", "a", 1L);
            inside.emit(Reading.of("a", 1, 2));
            assertThat(words.takeAll()).containsExactly("a#2");
        }
    }

    @Test
    void when_a_snapshot_is_restored_in_another_flow_then_it_goes_on_there() {
        Snapshot snapshot;
        try (TestFlow flow = flow(3)) {
            flow.source("inside", Reading.class).emit(Reading.of("a", 1, 1), Reading.of("b", 2, 2));
            snapshot = flow.snapshot();
        }
        try (TestFlow flow = flow(1)) {
            flow.restore(snapshot);
            flow.end();
            assertThat(flow.sink("sums", Sum.class))
                    .containsExactlyInAnyOrder(new Sum("a", 10, 1), new Sum("b", 10, 2));
        }
    }

    @Test
    void when_a_snapshot_is_of_another_job_or_has_other_splits_then_it_is_refused_and_nothing_changes() {
        JobDefinition other = Jobs.dropping();
        try (TestFlow flow = flow(1);
                TestFlow dropping = TestFlow.of(other).build();
                TestFlow split = TestFlow.of(other).splits("readings", 2).build()) {
            assertThatThrownBy(() -> flow.restore(dropping.snapshot())).hasMessageContaining("of another job");
            assertThatThrownBy(() -> split.restore(dropping.snapshot()))
                    .hasMessageContaining(".splits(\"readings\", 1)");
            flow.end();
            split.end();
        }
    }
}
