package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.AggregateFunction;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.Runtime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users do to records they should leave alone must not be seen by anybody else. */
class MutabilityTest {
    private static final long COUNT = 600;

    @TempDir
    private Path storage;

    private final AtomicBoolean gate = new AtomicBoolean();
    private final CollectingSink<String> out = new CollectingSink<>();

    /** Anybody can change it. */
    static final class Box {
        long id;
        long value;

        Box() {}

        Box(long id, long value) {
            this.id = id;
            this.value = value;
        }

        Box add(long n) {
            value += n;
            return this;
        }

        @Override
        public String toString() {
            return id + "=" + value;
        }
    }

    /** Emits its accumulator and goes on changing it. */
    static final class Sum implements AggregateFunction<Box, Box, Box> {
        private static final long serialVersionUID = 1;

        @Override
        public Box createAccumulator() {
            return new Box(-1, 0);
        }

        @Override
        public Box add(Box record, Box accumulator) {
            accumulator.id = record.id % 7;
            return accumulator.add(record.value);
        }

        @Override
        public Box result(Box accumulator) {
            return accumulator;
        }

        @Override
        public Box merge(Box into, Box other) {
            return into.add(other.value);
        }
    }

    private JobDefinition job() {
        return new Job(gate, out);
    }

    record Job(AtomicBoolean gate, CollectingSink<String> out) implements JobDefinition {
        @Override
        public String name() {
            return "mutable";
        }

        @Override
        public void define(Dataflow flow, Parameters params) {
            DataStream<Box> boxes = flow.source("in", new Steps<>(COUNT, 1, COUNT / 2, gate, i -> new Box(i, i)))
                    .parallelism(1);
            DataStream<String> changed = boxes.map(box -> box.add(1_000_000)).map(box -> "changed " + box);
            DataStream<String> plain = boxes.map(box -> "plain " + box);
            DataStream<String> spread =
                    boxes.rebalance().map(box -> box.add(2_000_000)).map(box -> "spread " + box);
            DataStream<String> reduced = boxes.keyBy(box -> box.id % 7)
                    .reduce((a, b) -> a.add(b.value))
                    .name("reduced")
                    .map(box -> "reduced " + box.add(0));
            DataStream<String> reducedAndChanged = boxes.keyBy(box -> box.id % 7)
                    .reduce((a, b) -> a.add(b.value))
                    .name("reduced-2")
                    .map(box -> "again " + box.add(5).value);
            DataStream<String> summed = boxes.keyBy(box -> box.id % 7)
                    .aggregate(new Sum(), (key, sum) -> sum)
                    .name("summed")
                    .rebalance()
                    .map(box -> "summed " + box.add(3));
            changed.union(plain, spread, reduced, reducedAndChanged, summed).sink("out", out);
        }
    }

    private static List<String> expected() {
        List<String> expected = new ArrayList<>();
        Map<Long, Long> sums = new TreeMap<>();
        for (long i = 0; i < COUNT; i++) {
            expected.add("changed " + i + "=" + (i + 1_000_000));
            expected.add("plain " + i + "=" + i);
            expected.add("spread " + i + "=" + (i + 2_000_000));
            long sum = sums.merge(i % 7, i, Long::sum);
            expected.add("reduced " + i % 7 + "=" + sum);
            expected.add("again " + (sum + 5));
            expected.add("summed " + i % 7 + "=" + (sum + 3));
        }
        return expected.stream().sorted().toList();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "4,4", "2,1"})
    void when_functions_change_what_they_get_then_the_result_is_the_same_at_any_parallelism_and_over_a_restore(
            int before, int after) {
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, job(), before);
            Jobs.awaitRead(handle, COUNT / 2);
            Jobs.awaitCheckpoint(handle);
        }
        gate.set(true);
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, job(), after);
            assertThat(handle.resumedFrom()).isPresent();
            handle.join();
        }
        assertThat(Jobs.sorted(out)).isEqualTo(expected());
    }
}
