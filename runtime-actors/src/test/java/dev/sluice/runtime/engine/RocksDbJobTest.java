package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.JobFailedException;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.StateBackendKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose state is in RocksDB: many keys first, then a few of them again, in two portions. */
class RocksDbJobTest {
    private static final long KEYS = 40_000;
    private static final long FEW = 500;

    private final AtomicBoolean few = new AtomicBoolean();
    private final AtomicBoolean rest = new AtomicBoolean();
    private final CollectingSink<String> out = new CollectingSink<>();

    @TempDir
    private Path storage;

    private JobDefinition job(Trap trap) {
        return JobDefinition.named(
                "job",
                (flow, params) -> flow.source("all", Steps.of(KEYS, i -> i))
                        .union(flow.source("few", new Steps<>(FEW, 1, 0, few, i -> i % 10))
                                .union(flow.source("rest", new Steps<>(FEW, 1, 0, rest, i -> i % 20))))
                        .map(n -> {
                            trap.step(rest.get() && n == 13);
                            return n;
                        })
                        .keyBy(n -> "key number " + n)
                        .aggregate(Aggregates.sum(n -> n + 1), (key, sum) -> key + "=" + sum)
                        .name("sums")
                        .uid("sums")
                        .sink("out", out));
    }

    private static JobHandle submit(Runtime runtime, JobDefinition job, int parallelism, StateBackendKind backend) {
        return runtime.submit(job, Parameters.none(), Jobs.options(parallelism).withStateBackend(backend));
    }

    private CheckpointManifest newest(String run) throws IOException {
        try (LocalCheckpointStore store = new LocalCheckpointStore(storage.resolve("checkpoints"))) {
            // The runtime deletes old ones meanwhile.
            return await().ignoreExceptionsInstanceOf(NoSuchFileException.class)
                    .until(() -> store.completed(run).get(0), Objects::nonNull);
        }
    }

    private static long sum(CheckpointManifest manifest, ToLongFunction<SnapshotHandle> bytes) {
        return manifest.snapshots().stream().mapToLong(bytes).sum();
    }

    /** Runs until most keys have not changed for a while; returns the run. */
    private String runFirstHalf() throws IOException {
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = submit(runtime, job(new Trap(0)), 2, StateBackendKind.ROCKSDB);
            Jobs.awaitRead(handle, KEYS);
            Jobs.awaitCheckpoint(handle);
            long full = sum(newest(handle.run()), SnapshotHandle::fullBytes);
            few.set(true);
            Jobs.awaitRead(handle, KEYS + FEW);
            Jobs.awaitCheckpoint(handle);
            CheckpointManifest later = newest(handle.run());
            assertThat(sum(later, SnapshotHandle::newBytes)).isLessThan(full / 10);
            assertThat(sum(later, SnapshotHandle::fullBytes)).isGreaterThan(full / 2);
            assertThat(handle.progress().state()).isEqualTo(JobState.RUNNING);
            return handle.run();
        }
    }

    private Map<String, Long> sums() {
        Map<String, Long> sums = new HashMap<>();
        for (String line : out.committed()) {
            String[] parts = line.split("=");
            sums.merge(parts[0], Long.parseLong(parts[1]), Math::max);
        }
        return sums;
    }

    private static Map<String, Long> expected() {
        Map<String, Long> sums = new HashMap<>();
        for (long i = 0; i < KEYS; i++) {
            long times = 1 + (i < 10 ? FEW / 10 : 0) + (i < 20 ? FEW / 20 : 0);
            sums.put("key number " + i, (i + 1) * times);
        }
        return sums;
    }

    @Test
    void when_few_keys_change_then_little_is_written_and_files_that_nothing_needs_are_deleted() throws IOException {
        String run = runFirstHalf();
        Set<String> needed;
        long oldest;
        try (LocalCheckpointStore store = new LocalCheckpointStore(storage.resolve("checkpoints"))) {
            List<CheckpointManifest> retained = store.completed(run);
            needed = retained.stream()
                    .flatMap(manifest -> manifest.snapshots().stream())
                    .flatMap(snapshot -> snapshot.pieces().stream())
                    .map(piece -> Path.of(piece.location()).getFileName().toString())
                    .collect(Collectors.toSet());
            oldest = retained.stream()
                    .mapToLong(CheckpointManifest::checkpoint)
                    .min()
                    .orElseThrow();
        }
        try (Stream<Path> files = Files.walk(storage.resolve("checkpoints"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".snapshot") && checkpointOf(name) < oldest - 1))
                    .isSubsetOf(needed)
                    .as("parts of earlier checkpoints, which later ones share")
                    .isNotEmpty();
        }
    }

    private static long checkpointOf(String name) {
        return Long.parseLong(name.substring(1, name.indexOf('-')));
    }

    @Test
    void when_it_fails_and_goes_on_at_another_parallelism_then_the_result_is_the_same() throws IOException {
        runFirstHalf();
        rest.set(true);
        Trap trap = new Trap(2);
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = submit(runtime, job(trap), 3, StateBackendKind.ROCKSDB);
            assertThat(handle.resumedFrom()).isPresent();
            JobProgress end = handle.join();
            assertThat(end.state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(trap.sprung()).isEqualTo(2);
        assertThat(sums()).isEqualTo(expected());
        try (Stream<Path> left = Files.list(storage.resolve("state").resolve("db"))) {
            assertThat(left).as("databases that are closed").isEmpty();
        }
    }

    @Test
    void when_the_heap_is_to_go_on_from_its_files_then_the_job_fails_and_says_what_to_do() throws IOException {
        runFirstHalf();
        rest.set(true);
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = submit(runtime, job(new Trap(0)), 2, StateBackendKind.HEAP);
            assertThatThrownBy(handle::join)
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("operator sums")
                    .hasMessageContaining("state backend rocksdb")
                    .hasMessageContaining("take a savepoint");
        }
    }

    /** The largest part that all retained checkpoints share. */
    private Path sharedPart(String run) throws IOException {
        try (LocalCheckpointStore store = new LocalCheckpointStore(storage.resolve("checkpoints"))) {
            List<Set<SnapshotHandle>> parts = store.completed(run).stream()
                    .map(manifest -> manifest.snapshots().stream()
                            .flatMap(snapshot -> snapshot.shared().stream())
                            .collect(Collectors.toSet()))
                    .toList();
            return parts.get(0).stream()
                    .filter(part -> parts.stream().allMatch(all -> all.contains(part)))
                    .max(Comparator.comparingLong(SnapshotHandle::bytes))
                    .map(part -> storage.resolve("checkpoints").resolve(part.location()))
                    .orElseThrow();
        }
    }

    @Test
    void when_a_part_that_all_checkpoints_share_is_damaged_then_the_job_fails_at_once_and_says_which()
            throws IOException {
        String run = runFirstHalf();
        Path part = sharedPart(run);
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(part, bytes);
        assertThatItFailsAtOnce(part);
    }

    @Test
    void when_a_part_that_all_checkpoints_share_is_gone_then_the_job_fails_at_once_and_says_which() throws IOException {
        Path part = sharedPart(runFirstHalf());
        Files.delete(part);
        assertThatItFailsAtOnce(part);
    }

    private void assertThatItFailsAtOnce(Path part) throws IOException {
        rest.set(true);
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = submit(runtime, job(new Trap(0)), 2, StateBackendKind.ROCKSDB);
            assertThatThrownBy(handle::join)
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContainingAll(
                            "none of the retained checkpoints",
                            part.getFileName().toString());
            assertThat(handle.failures()).as("attempts that failed before").isEmpty();
        }
        try (LocalCheckpointStore store = new LocalCheckpointStore(storage.resolve("checkpoints"))) {
            assertThat(store.completed(part.getParent().getFileName().toString()))
                    .as("what may be of use to find out why")
                    .isNotEmpty();
        }
    }
}
