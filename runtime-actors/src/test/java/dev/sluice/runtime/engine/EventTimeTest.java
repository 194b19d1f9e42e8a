package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.time.WatermarkGenerator;
import dev.sluice.api.time.WatermarkOutput;
import dev.sluice.api.time.WatermarkStrategy;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobFailedException;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.Runtime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Event time in running jobs: whose watermarks count, and who waits for whom. */
class EventTimeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long DRIFT = 5_000;

    /** A source looks at the limit between two reads of so many records. */
    private static final long READ = 256;

    private static Runtime runtime;

    private final CollectingSink<Long> out = new CollectingSink<>();
    private final AtomicLong largestDrift = new AtomicLong();
    private final AtomicLong trapAt = new AtomicLong(-1);

    @BeforeAll
    static void start() {
        runtime = Runtime.local();
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    /** Counts the records of each second of event time. */
    private void count(DataStream<Long> timed) {
        timed.keyBy(n -> 0L)
                .window(Windows.tumbling(Duration.ofSeconds(1)))
                .aggregate(Aggregates.count())
                .name("counts")
                .sink("out", out);
    }

    private void awaitWindows(int windows) {
        await().atMost(PATIENCE).until(() -> out.all().size() >= windows);
    }

    private static void awaitRead(Lanes lanes, int split, long records) {
        await().atMost(PATIENCE).until(() -> lanes.read(split) >= records);
    }

    @Test
    void when_a_split_is_silent_then_the_others_of_its_source_go_on_without_it() {
        Lanes lanes = new Lanes(2, n -> {});
        WatermarkStrategy<Long> strategy = Watermarks.<Long>monotonous().withIdleness(Duration.ofMillis(50));
        JobDefinition job = JobDefinition.named(
                "idle-split", (flow, params) -> count(flow.source("in", lanes).eventTime(strategy)));
        JobHandle handle = Jobs.submit(runtime, job, 1);
        lanes.allow(0, 3_001);
        awaitWindows(3);
        lanes.allow(0, 4_001);
        awaitWindows(4);
        lanes.end(0);
        lanes.allow(1, 5_001);
        awaitRead(lanes, 1, 5_001);
        lanes.end(1);
        handle.join();
        assertThat(out.committed()).containsExactly(1_000L, 1_000L, 1_000L, 1_000L, 1_001L, 1L);
    }

    private static WatermarkStrategy<Long> aligned() {
        return Watermarks.<Long>monotonous().withAlignment("all", Duration.ofMillis(DRIFT), Duration.ofMillis(50));
    }

    /** Two sources, of which the fast one may read as it likes. */
    private JobHandle submit(String name, Lanes fast, Lanes slow, WatermarkStrategy<Long> ofSlow, Trap trap) {
        JobDefinition job = JobDefinition.named(name, (flow, params) -> {
            DataStream<Long> quick = flow.source("fast", fast).eventTime(aligned());
            DataStream<Long> tardy = flow.source("slow", slow).eventTime(ofSlow).filter(n -> {
                trap.step(n == trapAt.get());
                return true;
            });
            count(quick.union(tardy));
        });
        return Jobs.submit(runtime, job, 1);
    }

    /** Waits until the fast source reads no more: an attempt begins unaligned. Then it is aligned for good. */
    private static long awaitHeldBack(Lanes fast) {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            long now = fast.read(0);
            return now > 0 && now == before.getAndSet(now);
        });
        return before.get();
    }

    @Test
    void when_sources_are_aligned_then_the_fast_one_is_never_further_ahead_than_allowed() {
        Lanes slow = new Lanes(1, n -> {});
        Lanes fast = new Lanes(1, n -> largestDrift.accumulateAndGet(n - slow.read(0), Math::max));
        JobHandle handle = submit("aligned", fast, slow, aligned(), new Trap(0));
        slow.allow(0, 1);
        fast.allow(0, 1);
        awaitRead(slow, 0, 1);
        fast.allow(0, Long.MAX_VALUE);
        long ahead = awaitHeldBack(fast);
        for (int round = 1; round <= 10; round++) {
            slow.allow(0, ahead + round * 3_000L);
            awaitRead(slow, 0, ahead + round * 3_000L);
            if (round == 1) {
                largestDrift.set(0);
            }
            awaitRead(fast, 0, slow.read(0) + DRIFT - READ);
        }
        assertThat(largestDrift.get()).isBetween(DRIFT - READ, DRIFT + READ);
        slow.end(0);
        awaitRead(fast, 0, slow.read(0) + 10 * DRIFT);
        fast.allow(0, fast.read(0));
        fast.end(0);
        handle.join();
    }

    @Test
    void when_the_slow_source_is_silent_for_long_then_the_fast_one_goes_on_and_waits_again_when_it_is_back() {
        Lanes slow = new Lanes(1, n -> {});
        Lanes fast = new Lanes(1, n -> {});
        JobHandle handle = submit("silent", fast, slow, aligned().withIdleness(Duration.ofSeconds(4)), new Trap(0));
        slow.allow(0, 1);
        fast.allow(0, Long.MAX_VALUE);
        long ahead = awaitHeldBack(fast);
        awaitRead(fast, 0, ahead + 100 * DRIFT);
        slow.allow(0, Long.MAX_VALUE);
        awaitRead(slow, 0, fast.read(0));
        handle.cancel();
        handle.join();
    }

    @Test
    void when_an_attempt_fails_then_the_next_is_aligned_too_and_all_is_read() {
        Lanes slow = new Lanes(1, n -> {});
        Lanes fast = new Lanes(1, n -> {});
        Trap trap = new Trap(1);
        JobHandle handle = submit("restarted", fast, slow, aligned(), trap);
        slow.allow(0, 1);
        fast.allow(0, Long.MAX_VALUE);
        long ahead = awaitHeldBack(fast);
        trapAt.set(ahead + 100);
        slow.allow(0, ahead + 200);
        await().atMost(PATIENCE).until(() -> trap.sprung() == 1);
        awaitRead(slow, 0, ahead + 200);
        long again = awaitHeldBack(fast);
        slow.allow(0, again);
        awaitRead(fast, 0, again + DRIFT - READ);
        fast.allow(0, again + 1_000_000);
        fast.end(0);
        slow.end(0);
        handle.join();
        assertThat(out.committed().stream().mapToLong(n -> n).sum()).isEqualTo(2 * again + 1_000_000);
    }

    /** Asks for the end of each second as soon as it is begun. */
    private static final class Hasty implements WatermarkGenerator<Long> {
        private long largest = -1;

        @Override
        public void onEvent(Long record, long timestamp, WatermarkOutput output) {
            largest = timestamp;
        }

        @Override
        public void onPeriodic(WatermarkOutput output) {
            if (largest >= 0) {
                output.emitWatermark(largest / 1_000 * 1_000 + 999);
            }
        }
    }

    @Test
    void when_a_generator_tells_watermarks_by_the_clock_then_windows_fire_without_a_further_record() {
        Lanes lanes = new Lanes(1, n -> {});
        JobDefinition job = JobDefinition.named(
                "generator",
                (flow, params) -> count(
                        flow.source("in", lanes).eventTime(Watermarks.generator(Hasty::new, Duration.ofMillis(20)))));
        JobHandle handle = Jobs.submit(runtime, job, 1);
        lanes.allow(0, 1_500);
        awaitWindows(2);
        lanes.end(0);
        handle.join();
        assertThat(out.committed()).containsExactly(1_000L, 500L);
    }

    @Test
    void when_a_source_gives_no_times_but_should_then_the_failure_names_operator_record_and_the_way_out() {
        JobDefinition job = JobDefinition.named(
                "untimed",
                (flow, params) ->
                        count(flow.source("in", Steps.of(10, i -> i + 70)).eventTime(Watermarks.monotonous())));
        JobHandle handle = Jobs.submit(runtime, job, 1);
        assertThatThrownBy(handle::join)
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("\"in\"")
                .hasMessageContaining("70")
                .hasMessageContaining("SourceOutput.emit(record, timestamp)");
    }
}
