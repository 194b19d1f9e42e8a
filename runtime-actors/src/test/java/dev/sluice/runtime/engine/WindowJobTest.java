package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows with triggers, evictors and state in jobs that fail and go on elsewhere. */
class WindowJobTest {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final long COUNT = 4_000;
    private static final long GATE = 2_000;
    private static List<String> expected = List.of();

    private final AtomicBoolean gate = new AtomicBoolean();
    private final CollectingSink<String> out = new CollectingSink<>();

    @BeforeAll
    static void runUndisturbed() {
        System.out.println("window jobs: repeat with -Dsluice.seed=" + SEED);
        CollectingSink<String> sink = new CollectingSink<>();
        try (Runtime runtime = Runtime.local()) {
            AllWindows job = new AllWindows(COUNT, GATE, new AtomicBoolean(true), new Trap(0), 1, sink);
            assertThat(Jobs.submit(runtime, job, 2).join().state()).isEqualTo(JobState.FINISHED);
        }
        expected = Jobs.sorted(sink);
        for (String kind : List.of("early", "evicted", "pairs", "last", "sessions", "stateful", "all")) {
            assertThat(expected)
                    .as(kind)
                    .filteredOn(line -> line.startsWith(kind + " "))
                    .hasSizeGreaterThan(50);
        }
    }

    @ParameterizedTest
    @CsvSource({"2,3", "3,1"})
    void when_the_runtime_was_closed_then_windows_go_on_at_any_parallelism(
            int before, int after, @TempDir Path storage) {
        AllWindows job = new AllWindows(COUNT, GATE, gate, new Trap(0), 1, out);
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, job, before);
            Jobs.awaitRead(handle, GATE);
            Jobs.awaitCheckpoint(handle);
            assertThat(handle.progress().state()).isEqualTo(JobState.RUNNING);
        }
        gate.set(true);
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, job, after);
            assertThat(handle.resumedFrom()).isPresent();
            assertThat(handle.join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(Jobs.sorted(out)).isEqualTo(expected);
    }

    @RepeatedTest(4)
    void when_functions_of_windows_fail_then_the_result_is_that_of_an_undisturbed_run(RepetitionInfo repetition) {
        Random random = new Random(SEED + repetition.getCurrentRepetition());
        Trap trap = new Trap(1 + random.nextInt(3));
        try (Runtime runtime = Runtime.local()) {
            AllWindows job = new AllWindows(COUNT, GATE, gate, trap, 100 + random.nextInt(500), out);
            JobHandle handle = Jobs.submit(runtime, job, 1 + random.nextInt(3));
            Jobs.awaitRead(handle, GATE);
            Jobs.awaitCheckpoint(handle);
            gate.set(true);
            JobProgress end = handle.join();
            assertThat(end.state()).isEqualTo(JobState.FINISHED);
            assertThat(end.attempt()).as("seed %s", SEED).isGreaterThan(1);
        }
        assertThat(Jobs.sorted(out)).as("seed %s", SEED).isEqualTo(expected);
    }
}
