package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Parameters;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.JobRefusedException;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.RetainedCheckpoint;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.job.StartFrom;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Savepoints of a job with state of every kind, and runs that begin from them. */
class SavepointTest {
    private static final long COUNT = 3_000;
    private static final long GATE = 1_500;
    private static List<String> expected;

    @TempDir
    private Path folder;

    private final AtomicBoolean gate = new AtomicBoolean();
    private final CollectingSink<String> out = new CollectingSink<>();

    @BeforeAll
    static void runUndisturbed() {
        CollectingSink<String> sink = new CollectingSink<>();
        try (Runtime runtime = Runtime.local()) {
            Jobs.submit(runtime, new Everything(COUNT, GATE, new AtomicBoolean(true), new Trap(0), sink), 2)
                    .join();
        }
        expected = Jobs.sorted(sink);
    }

    private Everything job(CollectingSink<String> sink) {
        return new Everything(COUNT, GATE, gate, new Trap(0), sink);
    }

    private Runtime runtime() {
        return Jobs.runtime(folder.resolve("storage"));
    }

    private Path savepoint() {
        return folder.resolve("savepoints/first");
    }

    private static JobHandle startFrom(Runtime runtime, Everything job, int parallelism, StartFrom from) {
        return runtime.submit(job, Parameters.none(), Jobs.options(parallelism).withStartFrom(from));
    }

    /** Runs as far as the gate. */
    private JobHandle atGate(Runtime runtime) {
        JobHandle handle = Jobs.submit(runtime, job(out), 2);
        Jobs.awaitRead(handle, GATE + 20);
        return handle;
    }

    private static SavepointStatus of(java.util.concurrent.CompletionStage<SavepointStatus> stage) {
        return stage.toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void when_a_savepoint_is_begun_from_then_both_lines_have_each_result_once(int parallelism) {
        CollectingSink<String> second = new CollectingSink<>();
        List<String> before;
        try (Runtime runtime = runtime()) {
            JobHandle handle = atGate(runtime);
            SavepointStatus taken = of(handle.savepoint(savepoint()));
            assertThat(taken.state()).isEqualTo(SavepointStatus.State.COMPLETED);
            assertThat(taken.bytes()).isPositive();
            before = out.committed();
            assertThat(before).isNotEmpty();
            gate.set(true);
            assertThat(handle.join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(Jobs.sorted(out)).as("the line that went on").isEqualTo(expected);
        try (Runtime elsewhere = Runtime.local()) {
            JobHandle handle = startFrom(
                    elsewhere,
                    job(second),
                    parallelism,
                    StartFrom.savepoint(savepoint().toString()));
            assertThat(handle.resumedFrom()).as("it is a new run").isEmpty();
            assertThat(handle.join().state()).isEqualTo(JobState.FINISHED);
            assertThat(handle.failures()).isEmpty();
        }
        List<String> both = new ArrayList<>(before);
        both.addAll(second.committed());
        assertThat(both.stream().sorted().toList()).as("the other line").isEqualTo(expected);
    }

    @Test
    void when_a_job_is_stopped_with_a_savepoint_then_a_new_run_continues_its_results() {
        try (Runtime runtime = runtime()) {
            JobHandle handle = atGate(runtime);
            of(handle.stopWithSavepoint(savepoint(), false));
            assertThat(handle.join().state()).isEqualTo(JobState.STOPPED);
        }
        gate.set(true);
        try (Runtime runtime = runtime()) {
            JobHandle next = startFrom(
                    runtime, job(out), 3, StartFrom.savepoint(savepoint().toString()));
            assertThat(next.join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(Jobs.sorted(out)).isEqualTo(expected);
    }

    @Test
    void when_a_retained_checkpoint_of_a_cancelled_run_is_begun_from_then_a_new_run_continues_its_results() {
        try (Runtime runtime = runtime()) {
            JobHandle first = atGate(runtime);
            Jobs.awaitCheckpoint(first);
            first.cancel();
            first.join();
            List<RetainedCheckpoint> left =
                    runtime.checkpoints("everything").toCompletableFuture().join();
            assertThat(left).isNotEmpty().allMatch(one -> one.run().equals(first.run()) && one.bytes() > 0);
            gate.set(true);
            JobHandle second =
                    startFrom(runtime, job(out), 1, StartFrom.parse(left.get(0).name()));
            assertThat(second.run()).isNotEqualTo(first.run());
            assertThat(second.join().state()).isEqualTo(JobState.FINISHED);
            assertThat(runtime.checkpoints("everything").toCompletableFuture().join())
                    .as("the earlier run's are untouched")
                    .isEqualTo(left);
        }
        assertThat(Jobs.sorted(out)).isEqualTo(expected);
    }

    @Test
    void when_a_run_that_began_from_a_savepoint_is_interrupted_then_it_is_resumed_like_any_other() {
        try (Runtime runtime = runtime()) {
            of(atGate(runtime).stopWithSavepoint(savepoint(), false));
            JobHandle second = startFrom(
                    runtime, job(out), 2, StartFrom.savepoint(savepoint().toString()));
            Jobs.awaitCheckpoint(second);
        }
        gate.set(true);
        try (Runtime runtime = runtime()) {
            JobHandle resumed = Jobs.submit(runtime, job(out), 4);
            assertThat(resumed.resumedFrom()).isPresent();
            JobProgress end = resumed.join();
            assertThat(end.state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(Jobs.sorted(out)).isEqualTo(expected);
    }

    @Test
    void when_a_byte_of_a_savepoint_is_wrong_then_nothing_starts_and_the_file_and_place_are_named() throws IOException {
        try (Runtime runtime = runtime()) {
            of(atGate(runtime).stopWithSavepoint(savepoint(), false));
            Path damaged = files().stream()
                    .filter(file -> file.toString().endsWith(".snapshot"))
                    .findFirst()
                    .orElseThrow();
            try (RandomAccessFile bytes = new RandomAccessFile(damaged.toFile(), "rw")) {
                bytes.seek(bytes.length() / 2);
                int old = bytes.read();
                bytes.seek(bytes.length() / 2);
                bytes.write(old ^ 0x55);
            }
            assertThatThrownBy(() -> startFrom(
                            runtime,
                            job(out),
                            2,
                            StartFrom.savepoint(savepoint().toString())))
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessageContainingAll(damaged.toString(), "damaged at offset");
            gate.set(true);
            assertThat(Jobs.submit(runtime, job(out), 2).resumedFrom())
                    .as("the run that was stopped is still the one to resume")
                    .isPresent();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("savepoints"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void when_the_folder_is_not_empty_then_the_savepoint_is_refused_and_the_job_goes_on() throws IOException {
        Files.createDirectories(savepoint());
        Files.writeString(savepoint().resolve("mine"), "precious");
        try (Runtime runtime = runtime()) {
            JobHandle handle = atGate(runtime);
            assertThatThrownBy(() -> of(handle.savepoint(savepoint())))
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContainingAll(savepoint().toString(), "not empty");
            gate.set(true);
            assertThat(handle.join().state()).isEqualTo(JobState.FINISHED);
            assertThatThrownBy(() -> of(handle.savepoint(folder.resolve("late"))))
                    .hasMessageContaining("not running");
        }
        assertThat(Jobs.sorted(out)).isEqualTo(expected);
        assertThat(files()).containsExactly(savepoint().resolve("mine"));
    }
}
