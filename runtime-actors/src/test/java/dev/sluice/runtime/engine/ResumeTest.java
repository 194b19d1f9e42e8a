package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResumeTest {
    private static final long COUNT = 4_000;
    private static final long GATE = 2_000;
    private static List<String> expected;

    @TempDir
    private Path storage;

    private final AtomicBoolean gate = new AtomicBoolean();
    private final CollectingSink<String> out = new CollectingSink<>();

    @BeforeAll
    static void runUndisturbed() {
        CollectingSink<String> sink = new CollectingSink<>();
        try (Runtime runtime = Runtime.local()) {
            long begin = System.nanoTime();
            JobProgress end = Jobs.submit(
                            runtime, new Everything(COUNT, GATE, new AtomicBoolean(true), new Trap(0), sink), 2)
                    .join();
            System.out.println("everything took " + (System.nanoTime() - begin) / 1_000_000 + " ms: " + end);
        }
        expected = Jobs.sorted(sink);
        checkSums();
    }

    private static void checkSums() {
        Map<Integer, Long> sums = new TreeMap<>();
        for (long id = 0; id < COUNT; id++) {
            Event event = Event.of(id);
            sums.merge(event.key(), event.id(), Long::sum);
            assertThat(expected).contains("sum " + event.key() + " " + sums.get(event.key()));
        }
        sums.forEach((key, sum) -> assertThat(expected).contains("ruled " + key + " " + sum + " x " + (key + 2)));
        for (String kind : List.of("count", "late", "sliding", "session", "states")) {
            assertThat(expected)
                    .as(kind)
                    .filteredOn(line -> line.startsWith(kind))
                    .hasSizeGreaterThan(20);
        }
    }

    private Everything job(Trap trap) {
        return new Everything(COUNT, GATE, gate, trap, out);
    }

    /** Runs the first half, with at least one checkpoint at its end, and closes the runtime. */
    private void runFirstHalf(int parallelism) {
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, job(new Trap(0)), parallelism);
            assertThat(handle.resumedFrom()).isEmpty();
            Jobs.awaitRead(handle, GATE + 20);
            Jobs.awaitCheckpoint(handle);
            assertThat(handle.progress().state()).isEqualTo(JobState.RUNNING);
        }
        gate.set(true);
    }

    private void runSecondHalf(int parallelism) {
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, job(new Trap(0)), parallelism);
            assertThat(handle.resumedFrom()).isPresent();
            assertThat(handle.resumedFrom().getAsLong()).isPositive();
            JobProgress end = handle.join();
            assertThat(end.state()).isEqualTo(JobState.FINISHED);
            assertThat(handle.failures()).isEmpty();
        }
        assertThat(Jobs.sorted(out)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2,2", "1,3", "4,1"})
    void when_the_runtime_was_closed_then_the_job_goes_on_at_any_parallelism_as_if_nothing_had_been(
            int before, int after) {
        runFirstHalf(before);
        runSecondHalf(after);
    }

    @Test
    void when_an_operator_fails_then_it_restarts_in_place_and_the_result_is_the_same() {
        Trap trap = new Trap(2);
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, job(trap), 2);
            Jobs.awaitRead(handle, GATE + 20);
            Jobs.awaitCheckpoint(handle);
            gate.set(true);
            JobProgress end = handle.join();
            assertThat(end.attempt()).isEqualTo(3);
            assertThat(handle.failures()).extracting("operator").containsExactly("sums", "sums");
            assertThat(handle.failures().get(0).message()).contains("trap 1");
        }
        assertThat(trap.sprung()).isEqualTo(2);
        assertThat(Jobs.sorted(out)).isEqualTo(expected);
    }

    enum Damage {
        FLIPPED {
            @Override
            void to(Path file) throws IOException {
                try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                    bytes.seek(bytes.length() / 2);
                    int old = bytes.read();
                    bytes.seek(bytes.length() / 2);
                    bytes.write(old ^ 0x55);
                }
            }
        },
        CUT_OFF {
            @Override
            void to(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() * 2 / 3);
                }
            }
        },
        GONE {
            @Override
            void to(Path file) throws IOException {
                Files.delete(file);
            }
        };

        abstract void to(Path file) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void when_the_newest_checkpoint_is_damaged_then_the_one_before_is_used_and_the_result_is_the_same(Damage damage)
            throws IOException {
        runFirstHalf(2);
        for (Path file : newestCheckpoint()) {
            if (file.toString().endsWith(".snapshot")) {
                damage.to(file);
            }
        }
        runSecondHalf(2);
    }

    @Test
    void when_the_newest_manifest_is_gone_then_the_checkpoint_before_is_used_and_the_result_is_the_same()
            throws IOException {
        runFirstHalf(2);
        List<Path> manifests = newestCheckpoint().stream()
                .filter(file -> file.toString().endsWith(".checkpoint"))
                .toList();
        assertThat(manifests).hasSize(1);
        Files.delete(manifests.get(0));
        runSecondHalf(2);
    }

    private static int checkpointOf(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf('-')));
    }

    /** All files of the completed checkpoint with the highest number. */
    private List<Path> newestCheckpoint() throws IOException {
        try (Stream<Path> files = Files.walk(storage.resolve("checkpoints"))) {
            Map<Integer, List<Path>> byNumber = files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith("c"))
                    .collect(Collectors.groupingBy(ResumeTest::checkpointOf, TreeMap::new, Collectors.toList()));
            List<Integer> completed = byNumber.keySet().stream()
                    .filter(number -> byNumber.get(number).stream()
                            .anyMatch(file -> file.toString().endsWith(".checkpoint")))
                    .toList();
            assertThat(completed).hasSizeGreaterThan(1);
            return byNumber.get(completed.get(completed.size() - 1));
        }
    }
}
