package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.connectors.Values;
import dev.sluice.persistence.checkpoint.SavepointFolder;
import dev.sluice.persistence.contents.SavepointContents;
import dev.sluice.runtime.JobFailedException;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobRefusedException;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.engine.Counted.Results;
import dev.sluice.runtime.engine.Counted.Shape;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.job.StateBackendKind;
import dev.sluice.runtime.offline.Bootstrap;
import dev.sluice.runtime.offline.SavepointReader;
import dev.sluice.runtime.offline.SavepointWriter;
import dev.sluice.runtime.offline.TimerEntry;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that begin from state that no job has left behind. */
class SavepointWriterTest {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final int BEFORE = 500;
    private static final int ALL = 700;

    @TempDir
    private Path folder;

    private Runtime runtime;

    @BeforeEach
    void start() {
        runtime = Jobs.runtime(folder.resolve("storage"));
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private Path savepoint() {
        return folder.resolve("savepoint");
    }

    private void write(SavepointWriter writer, Path to, int parallelism, StateBackendKind backend) throws IOException {
        writer.write(to, runtime, Jobs.options(parallelism).withStateBackend(backend));
    }

    private void write(SavepointWriter writer, Path to) throws IOException {
        write(writer, to, 2, StateBackendKind.HEAP);
    }

    private List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("storage"))
                    .sorted()
                    .toList();
        }
    }

    /** Numbers from one on, each its own event time. */
    private static Steps<Long> numbers(long from, long to) {
        return Steps.of(to - from, n -> from + n);
    }

    /** The job, over a part of the numbers; and what fills the same operators with others. */
    private record Job(long from, long to, CollectingSink<String> out) implements JobDefinition {
        @Override
        public String name() {
            return "continued";
        }

        @Override
        public void define(Dataflow flow, Parameters params) {
            var in = flow.source("numbers", numbers(from, to)).eventTime(n -> n, Watermarks.monotonous());
            DataStream<String> kept =
                    in.keyBy(Ledger::keyOf).process(new Ledger.Keeper()).uid("keeper");
            DataStream<String> means = in.keyBy(n -> n % 5)
                    .aggregate(Aggregates.average(n -> n), (key, mean) -> "mean " + key + " " + mean)
                    .uid("means");
            DataStream<String> windows = in.keyBy(n -> n % 3)
                    .window(Windows.tumbling(Duration.ofSeconds(1)))
                    .aggregate(Aggregates.count(), (window, key, n) -> "window " + key + " " + n)
                    .uid("windows");
            kept.union(means, windows).sink("out", out);
        }
    }

    private static Bootstrap keeper(long to) {
        return flow -> flow.source("old", numbers(0, to))
                .eventTime(n -> n, Watermarks.monotonous())
                .keyBy(Ledger::keyOf)
                .process(new Ledger.Keeper());
    }

    private static Bootstrap means(long to) {
        return flow -> flow.source("old", numbers(0, to))
                .keyBy(n -> n % 5)
                .aggregate(Aggregates.average(n -> n), (key, mean) -> mean);
    }

    private static Bootstrap windows(long to) {
        return flow -> flow.source("old", numbers(0, to))
                .eventTime(n -> n, Watermarks.monotonous())
                .keyBy(n -> n % 3)
                .window(Windows.tumbling(Duration.ofSeconds(1)))
                .aggregate(Aggregates.count(), (window, key, n) -> n);
    }

    @ParameterizedTest
    @CsvSource({"2,HEAP,3,ROCKSDB", "3,ROCKSDB,1,HEAP", "1,HEAP,2,HEAP"})
    void when_a_job_begins_from_what_was_bootstrapped_then_it_goes_on_as_if_it_had_seen_it(
            int parallelism, StateBackendKind backend, int then, StateBackendKind thenBackend) throws Exception {
        write(
                SavepointWriter.newSavepoint("continued")
                        .withOperator("keeper", keeper(BEFORE))
                        .withOperator("means", means(BEFORE))
                        .withOperator("windows", windows(BEFORE)),
                savepoint(),
                parallelism,
                backend);
        assertThat(leftovers()).containsExactly("savepoint");

        CollectingSink<String> undisturbed = new CollectingSink<>();
        assertThat(Jobs.submit(runtime, new Job(0, ALL, undisturbed), 2).join().state())
                .isEqualTo(JobState.FINISHED);
        CollectingSink<String> before = new CollectingSink<>();
        Jobs.submit(runtime, new Job(0, BEFORE, before), 1).join();
        CollectingSink<String> out = new CollectingSink<>();
        JobHandle job = runtime.submit(
                new Job(BEFORE, ALL, out),
                Parameters.none(),
                Jobs.options(then)
                        .withStateBackend(thenBackend)
                        .withStartFrom(StartFrom.savepoint(savepoint().toString())));
        assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
        List<String> expected = new ArrayList<>(Jobs.sorted(undisturbed));
        // What was said of each of the numbers before; timers and windows come at the end.
        Jobs.sorted(before).stream()
                .filter(line -> !line.startsWith("timer") && !line.startsWith("window"))
                .forEach(expected::remove);
        assertThat(Jobs.sorted(out)).isEqualTo(expected);
        assertThat(out.committed()).anyMatch(line -> line.startsWith("window 0 234"));
    }

    /** Keeps what the records say; so that it fits any test. */
    private record Row(String key, long value, List<Long> list, Map<String, Long> map, long timer) {}

    private static final class Load extends KeyedProcessFunction<String, Row, String> {
        private final ValueState<Long> value = valueState("value", Long.class);
        private final ListState<Long> list = listState("list", Long.class);
        private final MapState<String, Long> map = mapState("map", String.class, Long.class);

        @Override
        public void process(Row row, Context<String> context, Collector<String> out) {
            value.update(row.value());
            list.update(row.list());
            row.map().forEach(map::put);
            context.timers().registerEventTimeTimer(row.timer());
            context.timers().registerProcessingTimeTimer(row.timer());
        }

        @Override
        public void onTimer(long time, TimerContext<String> context, Collector<String> out) {
            throw new IllegalStateException("no timer fires in a bootstrap");
        }
    }

    private static List<Row> randomRows(Random random) {
        List<Row> rows = new ArrayList<>();
        int count = random.nextInt(3_000);
        for (int i = 0; i < count; i++) {
            Map<String, Long> map = new HashMap<>();
            LongStream.range(0, random.nextInt(4)).forEach(n -> map.put("m" + random.nextInt(9), n));
            rows.add(new Row(
                    Integer.toString(i, 36) + "-" + random.nextInt(),
                    random.nextLong(),
                    random.longs(random.nextInt(4)).boxed().toList(),
                    map,
                    random.nextInt(1_000)));
        }
        return rows;
    }

    @RepeatedTest(4)
    void whatever_is_bootstrapped_is_what_is_read(org.junit.jupiter.api.RepetitionInfo repetition) throws Exception {
        long seed = SEED + repetition.getCurrentRepetition();
        System.out.println("SavepointWriterTest: seed " + seed);
        Random random = new Random(seed);
        List<Row> rows = randomRows(random);
        write(
                SavepointWriter.newSavepoint("any", 1 + random.nextInt(300))
                        .withOperator(
                                "loaded",
                                flow -> flow.source("rows", Values.from(rows))
                                        .keyBy(Row::key)
                                        .process(new Load())),
                savepoint(),
                1 + random.nextInt(3),
                StateBackendKind.values()[random.nextInt(StateBackendKind.values().length)]);
        try (SavepointReader savepoint = SavepointReader.open(savepoint())) {
            if (rows.isEmpty()) {
                return;
            }
            var states = savepoint.operator("loaded").keyedBy(String.class);
            Map<String, Long> values = new HashMap<>();
            Map<String, List<Long>> lists = new HashMap<>();
            Map<String, Map<String, Long>> maps = new HashMap<>();
            List<TimerEntry<String>> timers = new ArrayList<>();
            for (Row row : rows) {
                values.put(row.key(), row.value());
                if (!row.list().isEmpty()) {
                    lists.put(row.key(), row.list());
                }
                if (!row.map().isEmpty()) {
                    maps.put(row.key(), row.map());
                }
                timers.add(new TimerEntry<>(row.key(), row.timer(), true));
                timers.add(new TimerEntry<>(row.key(), row.timer(), false));
            }
            assertThat(read(states.value("value", Long.class).stream())).isEqualTo(values);
            assertThat(read(states.list("list", Long.class).stream())).isEqualTo(lists);
            assertThat(read(states.map("map", String.class, Long.class).stream()))
                    .isEqualTo(maps);
            assertThat(states.timers()).containsExactlyInAnyOrderElementsOf(timers);
            Row any = rows.get(random.nextInt(rows.size()));
            assertThat(states.value("value", Long.class).get(any.key())).isEqualTo(any.value());
        }
    }

    private static <K, V> Map<K, V> read(Stream<Map.Entry<K, V>> entries) {
        try (entries) {
            Map<K, V> all = new HashMap<>();
            entries.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
            return all;
        }
    }

    private JobHandle startCounted(Lanes numbers, Shape shape, Results out, StartFrom from) {
        return runtime.submit(
                new Counted(numbers, shape, out),
                Parameters.none(),
                Jobs.options(3).withStartFrom(from));
    }

    private Lanes takeSavepointOfCounted(Results out) {
        Lanes numbers = new Lanes(1, n -> {});
        numbers.allow(0, BEFORE);
        JobHandle job = Jobs.submit(runtime, new Counted(numbers, Shape.PLAIN, out), 2);
        await().atMost(Duration.ofSeconds(30)).until(() -> numbers.read(0) == BEFORE);
        job.stopWithSavepoint(savepoint(), false).toCompletableFuture().join();
        return numbers;
    }

    private static void end(Lanes numbers) {
        numbers.allow(0, ALL);
        numbers.end(0);
    }

    @Test
    void when_an_operator_is_removed_then_a_job_without_it_begins_without_dropping_anything() throws Exception {
        Results out = new Results();
        Lanes numbers = takeSavepointOfCounted(out);
        assertThatThrownBy(() -> startCounted(
                        numbers,
                        Shape.LESS,
                        out,
                        StartFrom.savepoint(savepoint().toString())))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining("windows");
        Path less = folder.resolve("less");
        SavepointWriter.fromExistingSavepoint(savepoint())
                .removeOperator("windows")
                .write(less);
        JobHandle job = startCounted(numbers, Shape.LESS, out, StartFrom.savepoint(less.toString()));
        end(numbers);
        assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
        assertThat(out.sums().committed()).hasSize(ALL).contains("sum 6 " + sum(6, ALL));
    }

    private static long sum(long key, long to) {
        return LongStream.range(0, to).filter(n -> n % 7 == key).sum();
    }

    @Test
    void when_an_operator_is_renamed_and_another_put_in_its_place_then_each_is_found() throws Exception {
        Results out = new Results();
        Lanes numbers = takeSavepointOfCounted(out);
        Path other = folder.resolve("other");
        write(
                SavepointWriter.fromExistingSavepoint(savepoint())
                        .changeOperatorIdentifier("sums", "sums-before")
                        .withOperator(
                                "sums",
                                flow -> flow.source("thousands", Values.of(0L, 1L, 2L, 3L, 4L, 5L, 6L))
                                        .keyBy(n -> n)
                                        .aggregate(Aggregates.sum(n -> 1000), (key, sum) -> sum)),
                other);
        try (SavepointReader reader = SavepointReader.open(other)) {
            assertThat(reader.operators()).contains("numbers", "sums-before", "sums", "windows");
            assertThat(reader.operator("sums-before")
                            .keyedBy(Long.class)
                            .aggregated(Aggregates.<Long>sum(n -> n))
                            .get(6L))
                    .isEqualTo(sum(6, BEFORE));
        }
        Path last = folder.resolve("last");
        SavepointWriter.fromExistingSavepoint(other)
                .removeOperator("sums-before")
                .write(last);
        JobHandle job = startCounted(numbers, Shape.PLAIN, out, StartFrom.savepoint(last.toString()));
        end(numbers);
        assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
        assertThat(out.sums().committed()).contains("sum 6 " + (1000 + sum(6, ALL) - sum(6, BEFORE)));
        assertThat(out.windows().committed())
                .as("what was copied as it is: windows that had begun before are whole")
                .contains("window " + BEFORE / 10 * 10 + " " + BEFORE / 10 * 10 % 3 + " 4");
    }

    @Test
    void when_all_is_copied_then_it_is_the_same() throws Exception {
        takeSavepointOfCounted(new Results());
        Path copy = folder.resolve("copy");
        SavepointWriter.fromExistingSavepoint(savepoint()).write(copy);
        SavepointContents before = SavepointContents.read(SavepointFolder.open(savepoint()));
        SavepointContents after = SavepointContents.read(SavepointFolder.open(copy));
        assertThat(after.operators()).isEqualTo(before.operators());
        assertThat(after.manifest().job()).isEqualTo(before.manifest().job());
        assertThat(leftovers()).containsExactly("copy", "savepoint");
    }

    @Test
    void when_a_bootstrap_fails_then_nothing_is_left() throws Exception {
        SavepointWriter writer = SavepointWriter.newSavepoint("failing")
                .withOperator("means", means(10))
                .withOperator(
                        "sums",
                        flow -> flow.source("old", numbers(0, 100))
                                .map(n -> 1 / (n - 99))
                                .keyBy(n -> n)
                                .reduce(Long::sum));
        assertThatThrownBy(() -> write(writer, savepoint()))
                .isInstanceOf(JobFailedException.class)
                .hasStackTraceContaining("/ by zero");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void when_the_folder_is_taken_then_it_stays_as_it_is() throws Exception {
        Path file = Files.createDirectories(savepoint()).resolve("mine");
        Files.writeString(file, "mine");
        SavepointWriter writer = SavepointWriter.newSavepoint("late").withOperator("means", means(10));
        assertThatThrownBy(() -> write(writer, savepoint())).isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(file).hasContent("mine");
        assertThat(leftovers()).containsExactly("savepoint");
    }

    @Test
    void what_cannot_be_written_is_refused_with_the_reason() throws Exception {
        SavepointWriter writer = SavepointWriter.newSavepoint("wrong", 64);
        assertThatThrownBy(() -> writer.write(savepoint()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withOperator");
        assertThatThrownBy(() -> writer.withOperator(
                        "mapped", flow -> flow.source("old", numbers(0, 10)).map(n -> n)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll("\"mapped\"", "keeps no state", "keyBy().process()");
        assertThatThrownBy(() -> writer.withOperator("means", flow -> means(10).define(flow.maxParallelism(128))))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll("128", "64");
        assertThatThrownBy(() -> writer.removeOperator("means"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a new one");
        writer.withOperator("means", means(10));
        assertThatThrownBy(() -> writer.withOperator("means", means(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("already");
        write(writer, savepoint());
        SavepointWriter of = SavepointWriter.fromExistingSavepoint(savepoint());
        assertThatThrownBy(() -> of.withOperator("means", means(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("removeOperator(\"means\")");
        assertThatThrownBy(() -> of.changeOperatorIdentifier("mean", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"mean\"", "only of means");
    }
}
