package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.BadRecordException;
import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.persistence.StorageInUseException;
import dev.sluice.runtime.JobFailedException;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.JobRefusedException;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
    @TempDir
    private Path storage;

    private final CollectingSink<Long> out = new CollectingSink<>();

    private JobDefinition sums(AtomicBoolean gate, Trap trap) {
        return JobDefinition.named(
                "sums",
                (flow, params) -> flow.source("in", new Steps<>(400, 1, 200, gate, i -> i))
                        .map(n -> {
                            trap.step(n == 300);
                            return n;
                        })
                        .name("check")
                        .keyBy(n -> n % 10)
                        .aggregate(Aggregates.sum(n -> n), (key, sum) -> sum)
                        .name("sum")
                        .sink("out", out));
    }

    private JobDefinition throwing(String name, Exception problem) {
        return JobDefinition.named(
                name,
                (flow, params) -> flow.source("in", Steps.of(100, i -> i))
                        .map(n -> {
                            if (n == 42) {
                                throw problem;
                            }
                            return n;
                        })
                        .name("check")
                        .sink("out", out));
    }

    @Test
    void when_another_runtime_uses_the_storage_then_the_second_is_refused() throws Exception {
        try (Runtime first = Jobs.runtime(storage)) {
            assertThatThrownBy(() -> Jobs.runtime(storage))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(StorageInUseException.class)
                    .hasMessageContaining(storage.toString());
            assertThat(openElsewhere()).isEqualTo(3);
            assertThat(first).isNotNull();
        }
        Jobs.runtime(storage).close();
    }

    private int openElsewhere() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        OpenStorage.class.getName(),
                        storage.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Another process on the same storage. */
    static final class OpenStorage {
        private OpenStorage() {}

        public static void main(String[] args) {
            try (Runtime runtime = Jobs.runtime(Path.of(args[0]))) {
                System.exit(runtime == null ? 1 : 0);
            } catch (UncheckedIOException e) {
                System.exit(e.getCause() instanceof StorageInUseException ? 3 : 2);
            }
        }
    }

    @Test
    void when_a_run_has_finished_then_the_next_begins_anew() {
        JobDefinition job = sums(new AtomicBoolean(true), new Trap(0));
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle first = Jobs.submit(runtime, job, 2);
            assertThat(first.join().state()).isEqualTo(JobState.FINISHED);
            JobHandle second = Jobs.submit(runtime, job, 2);
            assertThat(second.resumedFrom()).isEmpty();
            assertThat(second.run()).isNotEqualTo(first.run());
            assertThat(second.join().recordsRead()).isEqualTo(400);
        }
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle third = Jobs.submit(runtime, job, 1);
            assertThat(third.resumedFrom()).isEmpty();
            assertThat(third.join().recordsRead()).isEqualTo(400);
        }
        assertThat(out.committed()).hasSize(400);
    }

    @Test
    void when_a_run_has_failed_then_it_can_be_resumed_once_the_cause_is_mended() {
        AtomicBoolean gate = new AtomicBoolean();
        Trap trap = new Trap(100);
        JobHandle failed;
        try (Runtime runtime = Jobs.runtime(storage)) {
            failed = Jobs.submit(runtime, sums(gate, trap), 2);
            Jobs.awaitRead(failed, 200);
            Jobs.awaitCheckpoint(failed);
            gate.set(true);
            assertThatThrownBy(failed::join)
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContainingAll("\"sums\"", "\"check\"", "300", "trap 6");
            assertThat(failed.failures()).hasSize(6);
            assertThat(trap.sprung()).isEqualTo(6);
        }
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle resumed = Jobs.submit(runtime, sums(gate, new Trap(0)), 2);
            assertThat(resumed.run()).isEqualTo(failed.run());
            assertThat(resumed.resumedFrom()).isPresent();
            JobProgress end = resumed.join();
            assertThat(end.recordsRead()).isEqualTo(200);
            assertThat(resumed.failures()).isEmpty();
        }
        assertThat(out.committed()).hasSize(400);
    }

    @Test
    void when_a_record_is_bad_or_an_error_permanent_then_there_is_no_restart() {
        try (Runtime runtime = Jobs.runtime(storage)) {
            for (Exception problem : List.of(
                    new BadRecordException("flights.csv:43", "a,b", "three columns expected"),
                    new PermanentException("no such table: create it"))) {
                JobHandle handle =
                        Jobs.submit(runtime, throwing(problem.getClass().getSimpleName(), problem), 2);
                assertThatThrownBy(handle::join).isInstanceOfSatisfying(JobFailedException.class, failed -> {
                    assertThat(failed.failure().operator()).isEqualTo("check");
                    assertThat(failed.failure().record()).isEqualTo("42");
                    assertThat(failed.failure().message()).isEqualTo(problem.getMessage());
                    assertThat(failed.failure().error())
                            .isEqualTo(problem.getClass().getName());
                });
                assertThat(handle.progress().attempt()).isEqualTo(1);
                assertThat(handle.failures()).hasSize(1);
            }
        }
    }

    @Test
    void when_a_job_runs_then_another_of_its_name_is_refused_and_does_it_no_harm() {
        AtomicBoolean gate = new AtomicBoolean();
        Trap trap = new Trap(1);
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, sums(gate, trap), 2);
            Jobs.awaitRead(handle, 200);
            Jobs.awaitCheckpoint(handle);
            assertThatThrownBy(() -> Jobs.submit(runtime, throwing("sums", new PermanentException("the wrong job")), 2))
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessageContaining("already running");
            gate.set(true);
            // It restarts once: with its own definition, not with the refused one.
            assertThat(handle.join().attempt()).isEqualTo(2);
        }
        assertThat(out.committed()).hasSize(400);
    }

    @Test
    void when_an_unfinished_run_had_another_graph_then_it_is_refused_unless_begun_afresh() {
        AtomicBoolean gate = new AtomicBoolean();
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, sums(gate, new Trap(0)), 2);
            handle.cancel();
            assertThat(handle.join().state()).isEqualTo(JobState.CANCELLED);
            JobDefinition other = JobDefinition.named(
                    "sums",
                    (flow, params) -> flow.source("in", Steps.of(10, i -> i)).sink("out", out));
            assertThatThrownBy(() -> Jobs.submit(runtime, other, 2))
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessageContainingAll(handle.run(), "another definition", "--fresh");
            JobHandle fresh =
                    runtime.submit(other, Parameters.none(), Jobs.options(2).withFresh(true));
            assertThat(fresh.resumedFrom()).isEmpty();
            assertThat(fresh.join().recordsRead()).isEqualTo(10);
        }
    }
}
