package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.LocalSettings;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.StateBackendKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job whose state is many times what it may keep in the heap, in two halves. */
class SpillingJobTest {
    private static final long KEYS = 30_000;

    /** With their keys, which are strings, the sums take more than 3 MB. */
    private static final String MEMORY = "256 KiB";

    private final AtomicBoolean rest = new AtomicBoolean();
    private final CollectingSink<String> out = new CollectingSink<>();

    @TempDir
    private Path storage;

    private JobDefinition job(Trap trap) {
        return JobDefinition.named(
                "job",
                (flow, params) -> flow.source("in", new Steps<>(2 * KEYS, 1, KEYS, rest, i -> i))
                        .map(n -> {
                            trap.step(n == KEYS + KEYS / 2);
                            return n;
                        })
                        .keyBy(n -> "key number " + n % KEYS)
                        .aggregate(Aggregates.sum(n -> n + 1), (key, sum) -> key + "=" + sum)
                        .name("sums")
                        .uid("sums")
                        .sink("out", out));
    }

    private Runtime runtime() {
        return Jobs.runtime(LocalSettings.defaults().withStorage(storage), MEMORY);
    }

    private static JobHandle submit(Runtime runtime, JobDefinition job, int parallelism, StateBackendKind backend) {
        return runtime.submit(job, Parameters.none(), Jobs.options(parallelism).withStateBackend(backend));
    }

    private long files() {
        try (Stream<Path> files = Files.list(storage.resolve("state").resolve("spilled"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(StateBackendKind.class)
    void
            when_it_is_interrupted_fails_and_goes_on_at_another_parallelism_and_backend_then_the_result_is_that_of_the_heap(
                    StateBackendKind later) {
        try (Runtime runtime = runtime()) {
            JobHandle handle = submit(runtime, job(new Trap(0)), 2, StateBackendKind.SPILLING);
            Jobs.awaitRead(handle, KEYS);
            Jobs.awaitCheckpoint(handle);
            assertThat(handle.progress().state()).isEqualTo(JobState.RUNNING);
            await().untilAsserted(() -> assertThat(files()).as("files of state").isPositive());
        }
        assertThat(storage.resolve("state").resolve("spilled")).doesNotExist();
        rest.set(true);
        Trap trap = new Trap(2);
        try (Runtime runtime = runtime()) {
            JobHandle handle = submit(runtime, job(trap), 3, later);
            assertThat(handle.resumedFrom()).isPresent();
            JobProgress end = handle.join();
            assertThat(end.state()).isEqualTo(JobState.FINISHED);
            if (later == StateBackendKind.SPILLING) {
                await().untilAsserted(() ->
                        assertThat(files()).as("files of tasks that have ended").isZero());
            }
        }
        assertThat(trap.sprung()).isEqualTo(2);
        Map<String, Long> sums = new HashMap<>();
        for (String line : out.committed()) {
            String[] parts = line.split("=");
            sums.merge(parts[0], Long.parseLong(parts[1]), Math::max);
        }
        Map<String, Long> expected = new HashMap<>();
        for (long i = 0; i < KEYS; i++) {
            expected.put("key number " + i, 2 * (i + 1) + KEYS);
        }
        assertThat(sums).isEqualTo(expected);
    }
}
