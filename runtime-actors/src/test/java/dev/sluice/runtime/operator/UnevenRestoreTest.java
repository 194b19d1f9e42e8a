package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Subtasks that were at different times when a barrier overtook records. */
class UnevenRestoreTest {
    private static final int CAPACITY = 3;
    private static final List<Input.Item> RECORDS = IntStream.range(0, 40)
            .mapToObj(i -> (Input.Item) Input.item(Reading.of("sensor " + i, i), i))
            .toList();
    private static final List<Input.Item> LATER = IntStream.range(0, 40)
            .mapToObj(i -> (Input.Item) Input.item(Reading.of("sensor " + i, i), 40 + i % 10))
            .toList();

    private final List<Object> results = new ArrayList<>();

    private static JobDefinition job(WindowAssigner windows, int lateness) {
        return (flow, params) -> flow.source("source", Ends.<Reading>source())
                .eventTime(Reading::value, Watermarks.monotonous())
                .keyBy(Reading::sensor)
                .window(windows)
                .allowedLateness(Duration.ofMillis(lateness))
                .aggregate(Aggregates.sum(Reading::value), (window, key, sum) -> key + ":" + window.start() + "=" + sum)
                .name("it")
                .sink("sink", Ends.sink());
    }

    private Instance instance(JobDefinition job, int subtask, int parallelism, List<Chunk> state) throws Exception {
        return new Instance(
                job,
                "it",
                new Instance.Setting(
                        subtask, parallelism, CAPACITY, 0, result -> results.add(result.value()), time -> {}),
                state);
    }

    private static void feed(List<Input.Item> records, Instance instance, int subtask, int parallelism)
            throws Exception {
        for (Input.Item record : records) {
            if (instance.owns(record, subtask, parallelism)) {
                instance.items(List.of(record));
            }
        }
    }

    private List<Object> undisturbed(JobDefinition job) throws Exception {
        try (Instance all = instance(job, 0, 1, List.of())) {
            feed(RECORDS, all, 0, 1);
            all.watermark(35);
            feed(LATER, all, 0, 1);
            all.watermark(Long.MAX_VALUE);
        }
        List<Object> expected = List.copyOf(results);
        results.clear();
        return expected;
    }

    /** Two subtasks get the same records, but one of them has seen a watermark that the other has not. */
    private List<Chunk> uneven(JobDefinition job) throws Exception {
        List<Chunk> state = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (Instance half = instance(job, subtask, 2, List.of())) {
                feed(RECORDS, half, subtask, 2);
                half.watermark(subtask == 0 ? 12 : 35);
                state.addAll(MemorySnapshot.write(half.snapshot(SnapshotRequest.first(1)), half.writingCodec()));
            }
        }
        return state;
    }

    private List<Chunk> restart(JobDefinition job, int parallelism, List<Chunk> state, boolean toTheEnd)
            throws Exception {
        List<Chunk> after = new ArrayList<>();
        for (int subtask = 0; subtask < parallelism; subtask++) {
            try (Instance restored = instance(job, subtask, parallelism, state)) {
                restored.watermark(20);
                if (toTheEnd) {
                    restored.watermark(35);
                    feed(LATER, restored, subtask, parallelism);
                    restored.watermark(Long.MAX_VALUE);
                } else {
                    after.addAll(
                            MemorySnapshot.write(restored.snapshot(SnapshotRequest.first(2)), restored.writingCodec()));
                }
            }
        }
        return after;
    }

    private void check(WindowAssigner windows, int lateness) throws Exception {
        JobDefinition job = job(windows, lateness);
        List<Object> expected = undisturbed(job);
        for (int parallelism = 1; parallelism <= 4; parallelism++) {
            List<Chunk> state = uneven(job);
            restart(job, parallelism, restart(job, 5 - parallelism, state, false), true);
            assertThat(results)
                    .as("%s, lateness %d, with %d subtasks", windows, lateness, parallelism)
                    .containsExactlyInAnyOrderElementsOf(expected);
            results.clear();
        }
    }

    @Test
    void when_windows_share_slices_then_none_fires_again_for_keys_whose_subtask_was_further() throws Exception {
        check(Windows.sliding(Duration.ofMillis(20), Duration.ofMillis(5)), 0);
    }

    @Test
    void when_windows_live_on_then_none_fires_again_for_keys_whose_subtask_was_further() throws Exception {
        check(Windows.tumbling(Duration.ofMillis(10)), 30);
    }

    @Test
    void when_a_record_comes_for_keys_whose_subtask_was_further_then_it_is_late_as_it_was_there() throws Exception {
        JobDefinition job = job(Windows.tumbling(Duration.ofMillis(10)), 0);
        List<Chunk> state = uneven(job);
        List<Object> before = List.copyOf(results);
        results.clear();
        try (Instance restored = instance(job, 0, 1, state);
                Instance first = instance(job, 0, 2, List.of())) {
            for (Input.Item record : RECORDS) {
                // Behind the watermark of the one subtask, and not of the other.
                restored.items(List.of((Input.Item) Input.item(record.value(), 25)));
            }
            restored.watermark(29);
            assertThat(results).isNotEmpty();
            for (Object result : results) {
                String key = result.toString().split(":")[0];
                Input.Item of = (Input.Item) Input.item(Reading.of(key, 0), 0);
                assertThat(first.owns(of, 0, 2))
                        .as("%s, which is not late", result)
                        .isTrue();
            }
            assertThat(results).doesNotContainAnyElementsOf(before);
        }
    }
}
