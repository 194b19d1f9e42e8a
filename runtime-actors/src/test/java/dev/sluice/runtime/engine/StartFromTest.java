package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.Parameters;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobRefusedException;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.engine.Counted.Results;
import dev.sluice.runtime.engine.Counted.Shape;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.job.StateBackendKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs that begin from the state of another graph; and what of event time is left when a job ends behind a savepoint.
 */
class StartFromTest {
    private static final int BEFORE = 95;
    private static final int ALL = 200;

    @TempDir
    private Path folder;

    private final Lanes numbers = new Lanes(1, n -> {});
    private final Results out = new Results();
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

    private JobHandle runUntilRead(Shape shape) {
        numbers.allow(0, BEFORE);
        JobHandle handle = Jobs.submit(runtime, new Counted(numbers, shape, out), 2);
        await().atMost(Duration.ofSeconds(20)).until(() -> numbers.read(0) == BEFORE);
        return handle;
    }

    private void stopWithSavepoint(JobHandle handle, boolean drain) {
        handle.stopWithSavepoint(savepoint(), drain).toCompletableFuture().join();
    }

    private JobHandle startFrom(Shape shape, int parallelism, StartFrom from) {
        return runtime.submit(
                new Counted(numbers, shape, out),
                Parameters.none(),
                Jobs.options(parallelism).withStartFrom(from));
    }

    private StartFrom fromSavepoint() {
        return StartFrom.savepoint(savepoint().toString());
    }

    private void finish(JobHandle handle) {
        numbers.allow(0, ALL);
        numbers.end(0);
        assertThat(handle.join().state()).isEqualTo(JobState.FINISHED);
        assertThat(handle.failures()).isEmpty();
    }

    private static List<String> sums() {
        Map<Long, Long> sums = new HashMap<>();
        return LongStream.range(0, ALL)
                .mapToObj(n -> "sum " + n % 7 + " " + sums.merge(n % 7, n, Long::sum))
                .sorted()
                .toList();
    }

    private static List<String> windows(long from, long to) {
        Map<String, Integer> counts = new HashMap<>();
        LongStream.range(from, to).forEach(n -> counts.merge("window " + n / 10 * 10 + " " + n % 3, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"PLAIN,3", "CHAINED_OTHERWISE,2", "CHAINED_OTHERWISE,4", "MORE,1"})
    void when_the_graph_is_another_then_each_operator_finds_its_state(Shape shape, int parallelism) {
        stopWithSavepoint(runUntilRead(Shape.PLAIN), false);
        finish(startFrom(shape, parallelism, fromSavepoint()));
        assertThat(Jobs.sorted(out.sums())).isEqualTo(sums());
        assertThat(Jobs.sorted(out.windows())).isEqualTo(windows(0, ALL));
        if (shape == Shape.MORE) {
            assertThat(out.seen().committed())
                    .as("what was added begins empty")
                    .hasSize(ALL - BEFORE)
                    .contains("seen sum 0 1")
                    .doesNotContain("seen sum 0 " + (ALL / 7));
        }
    }

    @Test
    void when_the_graph_goes_back_to_what_it_was_then_each_operator_finds_its_state() {
        stopWithSavepoint(runUntilRead(Shape.CHAINED_OTHERWISE), false);
        finish(startFrom(Shape.PLAIN, 2, fromSavepoint()));
        assertThat(Jobs.sorted(out.sums())).isEqualTo(sums());
        assertThat(Jobs.sorted(out.windows())).isEqualTo(windows(0, ALL));
    }

    @Test
    void when_an_operator_with_state_is_gone_then_it_is_named_unless_its_state_may_be_dropped() {
        stopWithSavepoint(runUntilRead(Shape.PLAIN), false);
        assertThatThrownBy(() -> startFrom(Shape.LESS, 2, fromSavepoint()))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContainingAll(savepoint().toString(), "windows", "--allow-dropped-state")
                .hasMessageNotContaining("sums");
        finish(startFrom(Shape.LESS, 2, fromSavepoint().allowingDroppedState()));
        assertThat(Jobs.sorted(out.sums())).isEqualTo(sums());
    }

    @Test
    void when_the_number_of_key_groups_is_another_then_both_are_named() {
        stopWithSavepoint(runUntilRead(Shape.PLAIN), false);
        assertThatThrownBy(() -> startFrom(Shape.OTHER_KEY_GROUPS, 2, fromSavepoint()))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContainingAll("128 key groups", "64", "flow.maxParallelism(128)");
    }

    @Test
    void when_there_is_nothing_to_begin_from_then_it_is_said_what_there_is() {
        JobHandle handle = runUntilRead(Shape.PLAIN);
        Jobs.awaitCheckpoint(handle);
        handle.cancel();
        handle.join();
        assertThatThrownBy(() -> startFrom(Shape.PLAIN, 2, fromSavepoint()))
                .hasMessageContaining("there is no folder " + savepoint());
        assertThatThrownBy(() -> startFrom(Shape.PLAIN, 2, StartFrom.savepoint(folder.toString())))
                .hasMessageContaining("is no savepoint");
        assertThatThrownBy(() -> startFrom(Shape.PLAIN, 2, StartFrom.checkpoint("counted-nope", 0)))
                .hasMessageContaining("no checkpoints of such a run");
        assertThatThrownBy(() -> startFrom(Shape.PLAIN, 2, StartFrom.checkpoint(handle.run(), 999)))
                .hasMessageContaining("the run has only these: ");
    }

    @Test
    void when_a_job_is_stopped_without_drain_then_open_windows_fire_once_in_the_run_that_goes_on() {
        JobHandle handle = runUntilRead(Shape.PLAIN);
        stopWithSavepoint(handle, false);
        assertThat(handle.join().state()).isEqualTo(JobState.STOPPED);
        assertThat(Jobs.sorted(out.windows())).isEqualTo(windows(0, 90));
        finish(startFrom(Shape.PLAIN, 2, fromSavepoint()));
        assertThat(Jobs.sorted(out.windows())).isEqualTo(windows(0, ALL));
    }

    @Test
    void when_a_job_is_drained_then_open_windows_fire_and_it_has_finished() {
        JobHandle handle = runUntilRead(Shape.PLAIN);
        stopWithSavepoint(handle, true);
        assertThat(handle.join().state()).isEqualTo(JobState.FINISHED);
        assertThat(handle.failures()).isEmpty();
        assertThat(Jobs.sorted(out.windows())).isEqualTo(windows(0, BEFORE));
        assertThat(runtime.checkpoints("counted").toCompletableFuture().join())
                .as("those of the run are gone, but not the savepoint")
                .isEmpty();
        finish(startFrom(Shape.PLAIN, 3, fromSavepoint()));
        List<String> both = new ArrayList<>(windows(0, BEFORE));
        both.addAll(windows(BEFORE, ALL));
        assertThat(Jobs.sorted(out.windows()))
                .as("what comes after the drain is counted anew, and is not late")
                .isEqualTo(both.stream().sorted().toList());
        assertThat(Jobs.sorted(out.sums())).isEqualTo(sums());
    }

    @Test
    void when_one_savepoint_is_begun_from_twice_then_nothing_is_committed_twice() {
        stopWithSavepoint(runUntilRead(Shape.PLAIN), false);
        JobHandle first = startFrom(Shape.PLAIN, 2, fromSavepoint());
        numbers.allow(0, BEFORE + 50);
        await().atMost(Duration.ofSeconds(20)).until(() -> numbers.read(0) == BEFORE + 50);
        Jobs.awaitCheckpoint(first);
        first.cancel();
        first.join();
        finish(startFrom(Shape.PLAIN, 1, fromSavepoint()));
        assertThat(Jobs.sorted(out.sums())).isEqualTo(sums());
        assertThat(Jobs.sorted(out.windows())).isEqualTo(windows(0, ALL));
    }

    private JobHandle run(StateBackendKind backend, int parallelism, @Nullable StartFrom from) {
        JobOptions options = Jobs.options(parallelism).withStateBackend(backend);
        return runtime.submit(
                new Counted(numbers, Shape.PLAIN, out),
                Parameters.none(),
                from == null ? options : options.withStartFrom(from));
    }

    private JobHandle runUntilRead(StateBackendKind backend) {
        numbers.allow(0, BEFORE);
        JobHandle handle = run(backend, 2, null);
        await().atMost(Duration.ofSeconds(20)).until(() -> numbers.read(0) == BEFORE);
        return handle;
    }

    @ParameterizedTest
    @CsvSource({"HEAP,ROCKSDB", "ROCKSDB,HEAP", "ROCKSDB,ROCKSDB"})
    void when_state_is_kept_elsewhere_then_a_savepoint_is_begun_from_all_the_same(
            StateBackendKind before, StateBackendKind after) {
        stopWithSavepoint(runUntilRead(before), false);
        finish(run(after, 3, fromSavepoint()));
        assertThat(Jobs.sorted(out.sums())).isEqualTo(sums());
        assertThat(Jobs.sorted(out.windows())).isEqualTo(windows(0, ALL));
    }

    @Test
    void when_a_checkpoint_is_in_the_form_of_one_backend_then_another_is_refused_at_once_and_the_same_goes_on() {
        JobHandle handle = runUntilRead(StateBackendKind.ROCKSDB);
        Jobs.awaitCheckpoint(handle);
        handle.cancel();
        handle.join();
        StartFrom left = StartFrom.checkpoint(handle.run(), 0);
        assertThatThrownBy(() -> run(StateBackendKind.HEAP, 2, left))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContainingAll(handle.run(), "rocksdb", "take a savepoint");
        finish(run(StateBackendKind.ROCKSDB, 3, left));
        assertThat(Jobs.sorted(out.sums())).isEqualTo(sums());
        assertThat(Jobs.sorted(out.windows())).isEqualTo(windows(0, ALL));
    }
}
