package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.types.FormerName;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.persistence.checkpoint.DamagedSnapshotException;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.engine.Ledger.Item;
import dev.sluice.runtime.engine.Ledger.Size;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.StateBackendKind;
import dev.sluice.runtime.offline.KeyedStates;
import dev.sluice.runtime.offline.SavepointReader;
import dev.sluice.runtime.offline.StateEntries;
import dev.sluice.runtime.offline.TimerEntry;
import dev.sluice.runtime.offline.WindowEntry;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a job has in a savepoint, compared with what its numbers amount to. */
@TestInstance(Lifecycle.PER_CLASS)
class SavepointReaderTest {
    private static final int COUNT = 95;

    private Path folder;
    private Runtime runtime;

    @BeforeAll
    void takeSavepoints(@TempDir Path given) {
        folder = given;
        runtime = Jobs.runtime(folder.resolve("storage"));
        for (StateBackendKind backend : StateBackendKind.values()) {
            Lanes numbers = new Lanes(1, n -> {});
            numbers.allow(0, COUNT);
            JobHandle job = runtime.submit(
                    new Ledger(numbers, new CollectingSink<>()),
                    Parameters.none(),
                    Jobs.options(3).withStateBackend(backend).withFresh(true));
            await().atMost(Duration.ofSeconds(30)).until(() -> numbers.read(0) == COUNT);
            job.stopWithSavepoint(savepoint(backend), false)
                    .toCompletableFuture()
                    .join();
        }
    }

    @AfterAll
    void stop() {
        runtime.close();
    }

    private Path savepoint(StateBackendKind backend) {
        return folder.resolve("savepoint-" + backend);
    }

    private SavepointReader open(StateBackendKind backend) throws Exception {
        return SavepointReader.open(savepoint(backend));
    }

    private SavepointReader open() throws Exception {
        return open(StateBackendKind.HEAP);
    }

    private static <K, V> Map<K, V> all(StateEntries<K, V> entries) {
        Map<K, V> all = new HashMap<>();
        entries.forEach(
                (key, value) -> assertThat(all.put(key, value)).as("once").isNull());
        assertThat(entries.count()).isEqualTo(all.size());
        all.forEach((key, value) -> assertThat(entries.get(key)).isEqualTo(value));
        return all;
    }

    /** By key of a number, what its numbers amount to. */
    private static <K, V> Map<K, V> byKey(LongFunction<K> key, java.util.function.Function<List<Long>, V> value) {
        return LongStream.range(0, COUNT)
                .boxed()
                .collect(Collectors.groupingBy(key::apply, Collectors.collectingAndThen(Collectors.toList(), value)));
    }

    private static long last(List<Long> numbers) {
        return numbers.get(numbers.size() - 1);
    }

    private static double mean(List<Long> numbers) {
        return numbers.stream().mapToLong(n -> n).average().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatAFunctionDeclares(StateBackendKind backend) throws Exception {
        try (SavepointReader savepoint = open(backend)) {
            KeyedStates<String> states = savepoint.operator("keeper").keyedBy(String.class);
            assertThat(all(states.value("last", Long.class)))
                    .isEqualTo(byKey(Ledger::keyOf, SavepointReaderTest::last));
            assertThat(all(states.value("item", Item.class)))
                    .isEqualTo(byKey(Ledger::keyOf, numbers -> Item.of(last(numbers))));
            assertThat(all(states.list("all", Long.class))).isEqualTo(byKey(Ledger::keyOf, numbers -> numbers));
            assertThat(all(states.map("by size", Size.class, Item.class)))
                    .isEqualTo(byKey(
                            Ledger::keyOf,
                            numbers -> numbers.stream()
                                    .map(Item::of)
                                    .collect(Collectors.toMap(Item::size, item -> item, (one, other) -> other))));
            assertThat(all(states.reducing("sum", long.class)))
                    .isEqualTo(byKey(
                            Ledger::keyOf,
                            numbers -> numbers.stream().mapToLong(n -> n).sum()));
            assertThat(all(states.aggregating("mean", Aggregates.<Long>average(n -> n))))
                    .isEqualTo(byKey(Ledger::keyOf, SavepointReaderTest::mean));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatHasATimeToLive(StateBackendKind backend) throws Exception {
        try (SavepointReader savepoint = open(backend)) {
            KeyedStates<String> states = savepoint.operator("keeper").keyedBy(String.class);
            assertThat(all(states.value("last today", Long.class)))
                    .isEqualTo(byKey(Ledger::keyOf, SavepointReaderTest::last));
            assertThat(all(states.list("all today", Item.class)))
                    .isEqualTo(byKey(
                            Ledger::keyOf,
                            numbers -> numbers.stream().map(Item::of).toList()));
            assertThat(all(states.map("today", Long.class, Long.class)))
                    .isEqualTo(byKey(
                            Ledger::keyOf,
                            numbers -> numbers.stream()
                                    .collect(Collectors.toMap(n -> n % 2, n -> n, (one, other) -> other))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadTimersOfBothKinds(StateBackendKind backend) throws Exception {
        Set<TimerEntry<String>> expected = new HashSet<>();
        for (long n = 0; n < COUNT; n++) {
            expected.add(new TimerEntry<>(Ledger.keyOf(n), n / 10 * 10 + Ledger.LATER, true));
            expected.add(new TimerEntry<>(Ledger.keyOf(n), Long.MAX_VALUE - n % 2, false));
        }
        try (SavepointReader savepoint = open(backend);
                Stream<TimerEntry<String>> timers =
                        savepoint.operator("keeper").keyedBy(String.class).timers()) {
            assertThat(timers).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadRollingAggregates(StateBackendKind backend) throws Exception {
        try (SavepointReader savepoint = open(backend)) {
            assertThat(all(savepoint.operator("sums").keyedBy(Long.class).aggregated(Aggregates.<Long>sum(n -> n))))
                    .isEqualTo(byKey(
                            n -> n % 7,
                            numbers -> numbers.stream().mapToLong(n -> n).sum()));
            assertThat(all(savepoint
                            .operator("means")
                            .keyedBy(long.class)
                            .aggregated(Aggregates.<Long>average(n -> n))))
                    .isEqualTo(byKey(n -> n % 7, SavepointReaderTest::mean));
            assertThat(all(savepoint.operator("largest").keyedBy(Integer.class).reduced(Long.class)))
                    .isEqualTo(byKey(n -> (int) (n % 7), SavepointReaderTest::last));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatIsInWindows(StateBackendKind backend) throws Exception {
        try (SavepointReader savepoint = open(backend)) {
            long watermark = savepoint.operator("slices").watermark().orElseThrow();
            assertThat(watermark).isBetween(0L, COUNT - 1L);
            assertThat(windows(savepoint.operator("slices").keyedBy(Long.class).windows(Aggregates.count())))
                    .isNotEmpty()
                    .allMatch(window -> window.end().isEmpty() && window.value() == count(window));
            assertThat(windows(savepoint.operator("panes").keyedBy(Long.class).windows(Aggregates.count())))
                    .isNotEmpty()
                    .allMatch(window -> window.end().equals(OptionalLong.of(window.start() + 10))
                            && window.value() == count(window));
            Map<String, List<Long>> numbers = byKey(Ledger::keyOf, list -> list);
            assertThat(windows(savepoint
                            .operator("sessions")
                            .keyedBy(String.class)
                            .windows(Aggregates.<Long>average(n -> n))))
                    .hasSize(7)
                    .allMatch(window ->
                            window.start() == numbers.get(window.key()).get(0)
                                    && window.end().orElseThrow() == last(numbers.get(window.key())) + 20
                                    && window.value() == mean(numbers.get(window.key())));
        }
    }

    private static long count(WindowEntry<Long, Long> window) {
        return LongStream.range(window.start(), Math.min(COUNT, window.start() + 10))
                .filter(n -> n % 3 == window.key())
                .count();
    }

    private static <K, V> List<WindowEntry<K, V>> windows(Stream<WindowEntry<K, V>> windows) {
        try (windows) {
            return windows.toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatIsBroadcastAndListsOfSubtasks(StateBackendKind backend) throws Exception {
        try (SavepointReader savepoint = open(backend)) {
            Map<String, Item> rules = new HashMap<>();
            LongStream.range(0, Ledger.RULES).forEach(n -> rules.put("rule " + n, Item.of(n)));
            assertThat(savepoint.operator("ruled").broadcast("rules", String.class, Item.class))
                    .isEqualTo(rules);
            assertThat(savepoint.operator("numbering").operatorList("seen", Item.class))
                    .containsExactlyInAnyOrderElementsOf(LongStream.range(0, COUNT)
                            .filter(n -> n % 10 == 0)
                            .mapToObj(Item::of)
                            .toList());
        }
    }

    @Test
    void shouldTellWhatThereIs() throws Exception {
        try (SavepointReader savepoint = open()) {
            assertThat(savepoint.job()).isEqualTo("ledger");
            assertThat(savepoint.maxParallelism()).isEqualTo(128);
            assertThat(savepoint.operators()).contains("numbers", "keeper", "sums", "ruled", "numbering");
            assertThat(savepoint.operator("keeper").states())
                    .containsEntry("all", "ListState<java.lang.Long>")
                    .containsEntry("by size", "MapState<" + Size.class.getName() + "," + Item.class.getName() + ">");
            assertThat(savepoint
                            .operator("keeper")
                            .keyedBy(String.class)
                            .value("last", Long.class)
                            .get("k7"))
                    .isNull();
        }
    }

    @Test
    void when_something_else_is_asked_for_then_it_says_what_there_is() throws Exception {
        try (SavepointReader savepoint = open()) {
            KeyedStates<String> states = savepoint.operator("keeper").keyedBy(String.class);
            assertRefused(() -> savepoint.operator("keepers"), "\"keepers\"", "keeper", "sums");
            assertRefused(() -> states.value("lst", Long.class), "\"lst\"", "\"last\" of ValueState<java.lang.Long>");
            assertRefused(() -> states.list("last", Long.class), "ValueState", "ListState");
            assertRefused(() -> states.value("last", String.class), "java.lang.Long", "java.lang.String");
            assertRefused(
                    () -> savepoint.operator("keeper").keyedBy(Long.class).value("last", Long.class),
                    "the keys",
                    "java.lang.String",
                    "java.lang.Long");
            assertRefused(() -> states.windows(Aggregates.count()), "no windows", "\"last\"");
            assertRefused(() -> states.reduced(Long.class), "\"reduced\"");
            assertRefused(
                    () -> savepoint.operator("means").keyedBy(Long.class).aggregated(Aggregates.count()),
                    "Mean",
                    "java.lang.Long");
            assertRefused(
                    () -> savepoint.operator("ruled").broadcast("others", Long.class, Item.class),
                    "\"others\"",
                    Item.class.getName());
            assertRefused(() -> savepoint.operator("numbering").operatorList("all", Item.class), "\"all\"", "seen");
            assertRefused(() -> savepoint.operator("numbers").raw("splits"), "form of its own");
        }
        assertThatThrownBy(() -> SavepointReader.open(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("there is no folder");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable what, String... words) {
        assertThatThrownBy(what).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }

    @Test
    void when_the_reader_is_closed_then_so_are_its_streams() throws Exception {
        Stream<Map.Entry<String, Long>> entries;
        try (SavepointReader savepoint = open()) {
            entries = savepoint.operator("keeper").keyedBy(String.class).value("last", Long.class).stream();
        }
        assertThatThrownBy(entries::toList)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    /** An {@link Item} with other fields. */
    @FormerName("dev.sluice.runtime.engine.Ledger$Item")
    private record Goods(@FormerName("id") long number, Size size, boolean isNew) {}

    @Test
    void when_a_class_has_changed_then_its_values_become_those_of_today() throws Exception {
        try (SavepointReader savepoint = open()) {
            assertThat(all(savepoint.operator("keeper").keyedBy(String.class).value("item", Goods.class)))
                    .isEqualTo(byKey(
                            Ledger::keyOf,
                            numbers -> new Goods(
                                    last(numbers), Item.of(last(numbers)).size(), false)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadWithoutTheClasses(StateBackendKind backend) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(before) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith(Ledger.class.getName())) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        });
        try {
            readWithoutTheClasses(backend);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void readWithoutTheClasses(StateBackendKind backend) throws Exception {
        try (SavepointReader savepoint = open(backend)) {
            assertThat(raw(savepoint, "keeper", "item"))
                    .containsExactlyInAnyOrderElementsOf(byKey(
                                    Ledger::keyOf,
                                    numbers -> Map.<String, Object>of(
                                            "key", Ledger.keyOf(last(numbers)), "value", rawItem(last(numbers))))
                            .values());
            assertThat(raw(savepoint, "keeper", "by size")).hasSize(7);
            assertThat(raw(savepoint, "keeper", "all today"))
                    .hasSize(7)
                    .allMatch(entry -> entry.toString().contains("time=")
                            && entry.toString().contains("notes="));
            assertThat(raw(savepoint, "sums", "aggregated")).contains(Map.of("key", 0L, "value", sumOf(0)));
            assertThat(raw(savepoint, "means", "aggregated"))
                    .contains(Map.of("key", 0L, "value", Map.of("count", 14L, "sum", (double) sumOf(0))));
            assertThat(raw(savepoint, "keeper", "$event-timers")).contains(Map.of("key", "k3", "time", Ledger.LATER));
            assertThat(raw(savepoint, "ruled", "others"))
                    .hasSize(Ledger.RULES)
                    .contains(Map.of("key", 2L, "value", 2L));
            assertThat(raw(savepoint, "slices", "slices")).allMatch(entry -> entry.containsKey("slice"));
            assertThat(raw(savepoint, "sessions", "sessions")).hasSize(7);
            assertThat(raw(savepoint, "numbering", "seen")).hasSize(10).allMatch(entry -> entry.containsKey("subtask"));
        }
    }

    private static List<Map<String, Object>> raw(SavepointReader savepoint, String uid, String state) {
        try (Stream<Map<String, Object>> entries = savepoint.operator(uid).raw(state)) {
            return entries.toList();
        }
    }

    private static Map<String, Object> rawItem(long n) {
        Map<String, Object> note = new HashMap<>();
        note.put("text", "n" + n);
        note.put("page", n % 3 == 0 ? null : (int) n);
        return Map.of("id", n, "size", Item.of(n).size().name(), "notes", List.of(note));
    }

    private static long sumOf(long key) {
        return LongStream.range(0, COUNT).filter(n -> n % 7 == key).sum();
    }

    @Test
    void when_a_job_reads_a_state_then_it_gets_each_entry_once() throws Exception {
        Path savepoint = savepoint(StateBackendKind.ROCKSDB);
        CollectingSink<String> out = new CollectingSink<>();
        try (SavepointReader reader = SavepointReader.open(savepoint)) {
            var entries = reader.operator("keeper").keyedBy(String.class).value("last", Long.class);
            JobDefinition job = JobDefinition.named(
                    "reading",
                    (flow, params) -> flow.source("last", entries.source((key, last) -> key + " " + last))
                            .sink("out", out));
            assertThat(Jobs.submit(runtime, job, 2).join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(Jobs.sorted(out))
                .isEqualTo(
                        byKey(Ledger::keyOf, numbers -> Ledger.keyOf(last(numbers)) + " " + last(numbers))
                                .values()
                                .stream()
                                .sorted()
                                .toList());
    }

    @Test
    void when_a_file_is_damaged_then_it_names_the_file() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("damaged"));
        Path largest = null;
        try (Stream<Path> files = Files.list(savepoint(StateBackendKind.HEAP))) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(file.getFileName());
                Files.copy(file, to);
                largest = largest == null || Files.size(to) > Files.size(largest) ? to : largest;
            }
        }
        byte[] bytes = Files.readAllBytes(largest);
        BiConsumer<Integer, Integer> flip = (at, bit) -> bytes[at] ^= (byte) (1 << bit);
        flip.accept(bytes.length - 40, 3);
        Files.write(largest, bytes);
        String name = largest.getFileName().toString();
        assertThatThrownBy(() -> {
                    try (SavepointReader savepoint = SavepointReader.open(copy)) {
                        savepoint
                                .operator("keeper")
                                .keyedBy(String.class)
                                .value("last", Long.class)
                                .count();
                        savepoint
                                .operator("sums")
                                .keyedBy(Long.class)
                                .aggregated(Aggregates.<Long>sum(n -> n))
                                .count();
                    }
                })
                .satisfies(e -> assertThat(e instanceof UncheckedIOException ? e.getCause() : e)
                        .isInstanceOf(DamagedSnapshotException.class)
                        .hasMessageContaining(name));
    }
}
