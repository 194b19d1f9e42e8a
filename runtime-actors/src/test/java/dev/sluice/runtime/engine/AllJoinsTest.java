package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Parameters;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Joins of every kind in jobs that fail and are restored, compared with loops over lists. */
class AllJoinsTest {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());

    @TempDir
    private Path storage;

    private final CollectingSink<String> out = new CollectingSink<>();

    @RepeatedTest(5)
    void when_a_job_with_joins_fails_at_random_results_then_they_are_those_of_loops(RepetitionInfo repetition) {
        Random random = new Random(SEED + repetition.getCurrentRepetition());
        long count = 50L + random.nextInt(150);
        int splits = 1 + random.nextInt(2);
        Trap trap = new Trap(random.nextInt(4));
        AllJoins job =
                new AllJoins(count, splits, count, new AtomicBoolean(true), trap, 1 + random.nextInt(3_000), out);
        try (Runtime runtime = Runtime.local()) {
            JobHandle handle = runtime.submit(
                    job,
                    Parameters.none(),
                    Jobs.options(1 + random.nextInt(4))
                            .withCheckpointInterval(Duration.ofMillis(1 + random.nextInt(20))));
            JobProgress end = handle.join();
            assertThat(end.attempt()).isBetween(trap.sprung() == 0 ? 1L : 2L, 1L + trap.sprung());
        }
        assertThat(table(out.committed())).as("seed %s", SEED).isEqualTo(expected(count * splits));
    }

    @ParameterizedTest
    @CsvSource({"1,3", "4,2"})
    void when_a_job_with_joins_is_resumed_at_another_parallelism_then_its_results_are_those_of_loops(
            int before, int after) {
        AtomicBoolean gate = new AtomicBoolean();
        AllJoins job = new AllJoins(200, 2, 100, gate, new Trap(0), 1, out);
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, job, before);
            Jobs.awaitRead(handle, 400);
            Jobs.awaitCheckpoint(handle);
        }
        gate.set(true);
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, job, after);
            assertThat(handle.resumedFrom()).isPresent();
            handle.join();
        }
        assertThat(table(out.committed())).isEqualTo(expected(400));
    }

    /** How often there is each result; of changes, each row as often as it was inserted and not deleted. */
    private static Map<String, Integer> table(List<String> results) {
        Map<String, Integer> table = new TreeMap<>();
        for (String result : results) {
            if (result.startsWith("DELETE ")) {
                table.merge(result.substring(7), -1, Integer::sum);
            } else {
                table.merge(result.startsWith("INSERT ") ? result.substring(7) : result, 1, Integer::sum);
            }
        }
        table.values().removeIf(times -> times == 0);
        return table;
    }

    private static Map<String, Integer> expected(long count) {
        List<Event> lefts = LongStream.range(0, count).mapToObj(AllJoins::left).toList();
        List<Event> rights =
                LongStream.range(0, count).mapToObj(AllJoins::right).toList();
        List<String> results = new ArrayList<>();
        for (Event left : lefts) {
            for (Event right : rights) {
                if (left.key() != right.key()) {
                    continue;
                }
                List.of("all", "all-for-an-hour", "row", "row-for-an-hour")
                        .forEach(join -> results.add(AllJoins.pair(join, left, right)));
                long distance = right.time() - left.time();
                if (AllJoins.BEFORE.toMillis() <= distance && distance <= AllJoins.AFTER.toMillis()) {
                    results.add(AllJoins.pair("near", left, right));
                }
                if (second(left) == second(right)) {
                    results.add(AllJoins.pair("inner", left, right));
                    results.add(AllJoins.pair("full", left, right));
                }
            }
        }
        alone(lefts, rights, true, results);
        alone(rights, lefts, false, results);
        for (Event left : lefts) {
            @Nullable
            Event version = rights.stream()
                    .filter(right -> right.key() == left.key() && right.time() <= left.time())
                    .max(Comparator.comparingLong(Event::time))
                    .orElse(null);
            results.add(AllJoins.pair("version-or-null", left, version));
            if (version != null) {
                results.add(AllJoins.pair("version", left, version));
            }
        }
        seconds(lefts, rights, results);
        return table(results);
    }

    private static void alone(List<Event> own, List<Event> others, boolean isLeft, List<String> results) {
        for (Event event : own) {
            List<Event> partners =
                    others.stream().filter(other -> other.key() == event.key()).toList();
            Event left = isLeft ? event : null;
            Event right = isLeft ? null : event;
            if (partners.isEmpty()) {
                results.add(AllJoins.pair("row", left, right));
                if (isLeft) {
                    results.add(AllJoins.pair("row-for-an-hour", left, right));
                }
            }
            if (partners.stream().noneMatch(other -> second(other) == second(event))) {
                results.add(AllJoins.pair("full", left, right));
            }
        }
    }

    private static void seconds(List<Event> lefts, List<Event> rights, List<String> results) {
        Map<String, long[]> sums = new TreeMap<>();
        for (int side = 0; side < 2; side++) {
            for (Event event : side == 0 ? lefts : rights) {
                sums.computeIfAbsent("second " + event.key() + " " + second(event), k -> new long[2])[side] +=
                        event.id() + 1;
            }
        }
        sums.forEach((second, both) -> results.add(second + " " + both[0] + " " + both[1]));
    }

    private static long second(Event event) {
        return AllJoins.Seconds.second(event);
    }
}
