package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.window.Aggregates;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints of jobs whose sink is much too slow, and what is restored from them. */
class UnalignedCheckpointsTest {
    private static final long COUNT = 60_000;
    private static final int KEYS = 10;

    private static JobDefinition job(SlowSink<String> out, AtomicBoolean armed, Trap trap) {
        return JobDefinition.named(
                "slow",
                (flow, params) -> flow.source("in", new Steps<>(COUNT / 2, 2, COUNT, new AtomicBoolean(true), i -> i))
                        .map(n -> n)
                        .keyBy(n -> n % KEYS)
                        .aggregate(Aggregates.sum(n -> n), (key, sum) -> key + ":" + sum)
                        .name("sum")
                        .rebalance()
                        .map(line -> {
                            trap.step(armed.get());
                            return line;
                        })
                        .name("trap")
                        .sink("out", out));
    }

    /** The numbers of a key come from one split, so its sums are always the same if it keeps its order. */
    private static List<String> expected() {
        long[] sums = new long[KEYS];
        List<String> lines = new ArrayList<>();
        for (long n = 0; n < COUNT; n++) {
            int key = (int) (n % KEYS);
            sums[key] += n;
            lines.add(key + ":" + sums[key]);
        }
        return lines;
    }

    private static JobOptions options(int parallelism, Duration alignedTimeout) {
        return Jobs.options(parallelism)
                .withCheckpointInterval(Duration.ofMillis(100))
                .withAlignedTimeout(alignedTimeout);
    }

    private static void assertExactlyOnce(SlowSink<String> out) {
        Map<String, Integer> differences = new TreeMap<>();
        out.committed().forEach(line -> differences.merge(line, 1, Integer::sum));
        expected().forEach(line -> differences.merge(line, -1, Integer::sum));
        differences.values().removeIf(difference -> difference == 0);
        assertThat(differences.entrySet().stream().limit(20).toList())
                .as("%s lines that are there too often (1) or not (-1)", differences.size())
                .isEmpty();
    }

    @Test
    void when_barriers_wait_for_all_records_then_a_slow_sink_holds_a_checkpoint_up_for_longer_than_anybody_waits() {
        try (Runtime runtime = Runtime.local();
                SlowSink<String> out = new SlowSink<>()) {
            JobHandle handle = runtime.submit(
                    job(out, new AtomicBoolean(), new Trap(0)), Parameters.none(), options(2, Duration.ZERO));
            await().atMost(Duration.ofSeconds(30)).until(() -> out.written() >= 50);
            long before = handle.progress().checkpointsCompleted();
            await().atMost(Duration.ofSeconds(60)).until(() -> out.written() >= 550);
            assertThat(handle.progress().checkpointsCompleted()).isLessThanOrEqualTo(before + 1);
            out.beQuick();
            handle.join();
            assertExactlyOnce(out);
        }
    }

    @Test
    void when_barriers_overtake_then_checkpoints_complete_in_less_than_a_second_however_slow_the_sink_is() {
        try (Runtime runtime = Runtime.local();
                SlowSink<String> out = new SlowSink<>()) {
            JobHandle handle = runtime.submit(
                    job(out, new AtomicBoolean(), new Trap(0)), Parameters.none(), options(2, Duration.ofMillis(50)));
            await().atMost(Duration.ofSeconds(30)).until(() -> out.written() >= 50);
            for (int i = 0; i < 5; i++) {
                long before = handle.progress().lastCheckpoint();
                long written = out.written();
                await().atMost(Duration.ofSeconds(5))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> handle.progress().lastCheckpoint() > before);
                assertThat(out.written() - written)
                        .as("records written meanwhile, at 100 a second")
                        .isLessThan(100);
            }
            assertThat(unaligned(handle.progress())).isPositive();
            out.beQuick();
            handle.join();
            assertExactlyOnce(out);
        }
    }

    private static long unaligned(JobProgress progress) {
        return progress.counters().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".unalignedCheckpoints"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "2, 3", "3, 1", "1, 4"})
    void when_a_job_goes_on_from_an_unaligned_checkpoint_then_each_record_counts_once(int before, int after) {
        try (Runtime runtime = Runtime.local();
                SlowSink<String> out = new SlowSink<>()) {
            JobHandle first = runtime.submit(
                    job(out, new AtomicBoolean(), new Trap(0)),
                    Parameters.none(),
                    options(before, Duration.ofMillis(20)));
            await().atMost(Duration.ofSeconds(30)).until(() -> out.written() >= 50);
            Jobs.awaitCheckpoint(first);
            assertThat(unaligned(first.progress())).isPositive();
            first.cancel();
            first.join();
            JobHandle second = runtime.submit(
                    job(out, new AtomicBoolean(), new Trap(0)),
                    Parameters.none(),
                    options(after, Duration.ofMillis(20)));
            assertThat(second.resumedFrom()).isPresent();
            out.beQuick();
            second.join();
            second.join();
            assertExactlyOnce(out);
        }
    }

    @Test
    void when_a_job_fails_behind_unaligned_checkpoints_then_each_record_counts_once() {
        try (Runtime runtime = Runtime.local();
                SlowSink<String> out = new SlowSink<>()) {
            AtomicBoolean armed = new AtomicBoolean();
            JobHandle handle =
                    runtime.submit(job(out, armed, new Trap(3)), Parameters.none(), options(2, Duration.ofMillis(20)));
            await().atMost(Duration.ofSeconds(30)).until(() -> out.written() >= 50);
            Jobs.awaitCheckpoint(handle);
            armed.set(true);
            out.beQuick();
            handle.join();
            assertExactlyOnce(out);
        }
    }
}
