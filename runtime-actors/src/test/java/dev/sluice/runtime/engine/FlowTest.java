package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.connectors.Discard;
import dev.sluice.connectors.csv.CsvFiles;
import dev.sluice.connectors.reactive.AkkaStreams;
import dev.sluice.runtime.JobFailedException;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.RestartPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowTest {
    private static Runtime runtime;

    @TempDir
    private Path folder;

    private final CollectingSink<Long> out = new CollectingSink<>();

    @BeforeAll
    static void start() {
        runtime = Runtime.local();
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    private static List<Long> numbers(long count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @Test
    void when_records_that_were_added_up_are_late_then_each_of_them_is_counted() {
        JobDefinition job = JobDefinition.named(
                "late",
                (flow, params) -> flow.source("in", Steps.of(1_007, i -> i))
                        .parallelism(1)
                        .eventTime(n -> n < 1_000 ? 100_000 : n, Watermarks.monotonous())
                        .keyBy(n -> 1L)
                        .window(Windows.tumbling(Duration.ofSeconds(5)))
                        .aggregate(Aggregates.count(), (window, key, count) -> count)
                        .name("counts")
                        .sink("out", out));
        JobProgress end = Jobs.submit(runtime, job, 2).join();
        assertThat(out.committed()).containsExactly(1_000L);
        assertThat(end.counters()).containsEntry("counts.late", 7L);
    }

    @Test
    void when_a_sink_is_slow_then_little_is_read_ahead_and_checkpoints_complete() {
        Semaphore permits = new Semaphore(0);
        AtomicBoolean free = new AtomicBoolean();
        dev.sluice.api.connector.Sink<Long> slow = context -> (SinkWriter<Long>) (record, time) -> {
            if (!free.get()) {
                permits.acquire();
            }
        };
        JobDefinition job = JobDefinition.named(
                "slow-sink",
                (flow, params) -> flow.source("in", Steps.of(1_000_000, i -> i))
                        .parallelism(1)
                        .keyBy(n -> n)
                        .aggregate(Aggregates.count(), (key, n) -> key)
                        .name("count")
                        .parallelism(1)
                        .rebalance()
                        .map(n -> n)
                        .sink("out", slow));
        JobHandle handle = Jobs.submit(runtime, job, 1);
        Jobs.awaitRead(handle, 1000);
        // What is read while nothing is written is what fits into frames in flight, however long one waits.
        for (int i = 0; i < 5; i++) {
            long written = handle.progress().recordsWritten();
            permits.release(5_000);
            await().atMost(Duration.ofSeconds(20)).until(() -> permits.availablePermits() == 0);
            JobProgress progress = handle.progress();
            assertThat(progress.recordsRead() - written).isLessThan(60_000);
        }
        long before = handle.progress().checkpointsCompleted();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            permits.release(2_000);
            return handle.progress().checkpointsCompleted() > before;
        });
        assertThat(handle.progress().recordsRead()).isLessThan(1_000_000);
        free.set(true);
        permits.release(1_000_000);
        handle.cancel();
        handle.join();
    }

    @Test
    void when_one_key_has_nearly_everything_and_there_are_more_subtasks_than_cores_then_nothing_is_lost() {
        JobDefinition job = JobDefinition.named(
                "skewed",
                (flow, params) -> flow.source("in", new Steps<>(5_000, 4, 5_000, new AtomicBoolean(true), i -> i))
                        .keyBy(n -> n % 100 == 0 ? n % 1000 : -1L)
                        .aggregate(Aggregates.count(), (key, n) -> key == -1L ? n : 0L)
                        .name("count")
                        .sink("out", out));
        JobProgress end = Jobs.submit(runtime, job, 8).join();
        assertThat(end.recordsWritten()).isEqualTo(20_000);
        List<Long> counts = out.committed().stream().filter(n -> n > 0).sorted().toList();
        assertThat(counts).isEqualTo(LongStream.rangeClosed(1, 19_800).boxed().toList());
    }

    @Test
    void when_streams_split_and_join_then_every_record_goes_where_it_should() throws IOException {
        OutputTag<Long> odd = OutputTag.of("odd");
        CollectingSink<Long> odds = new CollectingSink<>();
        CollectingSink<Long> everywhere = new CollectingSink<>();
        Path files = folder.resolve("out");
        JobDefinition job = JobDefinition.named("split", (flow, params) -> {
            DataStream<Long> in = flow.source("in", new Steps<>(500, 3, 500, new AtomicBoolean(true), i -> i));
            DataStream<Long> even = in.<Long>process((n, context, collector) -> {
                        if (n % 2 == 1) {
                            context.output(odd, n);
                        } else {
                            collector.collect(n);
                        }
                    })
                    .name("evens");
            even.sideOutput(odd).sink("odds", odds).parallelism(1);
            even.union(
                            in.filter(n -> n % 3 == 0),
                            flow.source("more", Steps.of(10, i -> 10_000 + i)).rebalance())
                    .flatMap((Long n, dev.sluice.api.function.Collector<Long> collector) -> {
                        collector.collect(n);
                        if (n == 0) {
                            collector.collect(77_777L);
                        }
                    })
                    .sink("evens", out);
            in.filter(n -> n < 10)
                    .broadcast()
                    .map(n -> n)
                    .parallelism(4)
                    .sink("everywhere", everywhere)
                    .parallelism(4);
            in.map(Row::new).sink("files", CsvFiles.write(files, Row.class));
        });
        Jobs.submit(runtime, job, 2).join();
        assertThat(Jobs.sorted(odds))
                .isEqualTo(numbers(1500).stream().filter(n -> n % 2 == 1).toList());
        List<Long> expected =
                new ArrayList<>(numbers(1500).stream().filter(n -> n % 2 == 0).toList());
        expected.addAll(numbers(1500).stream().filter(n -> n % 3 == 0).toList());
        expected.addAll(LongStream.range(10_000, 10_010).boxed().toList());
        expected.addAll(List.of(77_777L, 77_777L));
        assertThat(Jobs.sorted(out)).isEqualTo(expected.stream().sorted().toList());
        assertThat(Jobs.sorted(everywhere))
                .isEqualTo(IntStream.range(0, 40).mapToObj(i -> (long) i / 4).toList());
        assertThat(rows(files)).isEqualTo(numbers(1500));
    }

    record Row(long n) {}

    private static List<Long> rows(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Long> rows = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
                List<String> lines = Files.readAllLines(file);
                assertThat(lines.get(0)).isEqualTo("n");
                lines.stream().skip(1).map(Long::valueOf).forEach(rows::add);
            }
            return rows.stream().sorted().toList();
        }
    }

    @Test
    void when_a_source_is_silent_then_it_does_not_hold_up_time_if_it_may_be_idle() {
        AtomicBoolean gate = new AtomicBoolean();
        JobDefinition job = JobDefinition.named("idle", (flow, params) -> {
            var strategy = Watermarks.monotonous().withIdleness(Duration.ofMillis(50));
            // Stops at its gate after ten seconds of event time.
            DataStream<Long> busy = flow.source("busy", new Steps<>(200, 1, 100, gate, i -> i * 100))
                    .eventTime(n -> n, strategy);
            DataStream<Long> silent = flow.source("silent", new Steps<>(1, 1, 0, gate, i -> 50_000L))
                    .eventTime(n -> n, strategy);
            busy.union(silent)
                    .keyBy(n -> 0L)
                    .window(Windows.tumbling(Duration.ofSeconds(1)))
                    .aggregate(Aggregates.count())
                    .name("count")
                    .sink("out", out);
        });
        JobHandle handle = Jobs.submit(runtime, job, 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> out.all().size() >= 9);
        gate.set(true);
        handle.join();
        assertThat(out.committed().stream().mapToLong(n -> n).sum()).isEqualTo(201);
    }

    @Test
    void when_streams_come_from_and_go_to_akka_then_every_element_does() {
        Queue<Long> received = new ConcurrentLinkedQueue<>();
        JobDefinition job = JobDefinition.named(
                "reactive",
                (flow, params) -> flow.subscribe(
                                "in", AkkaStreams.from(Source.range(0, 9_999).map(Integer::longValue)))
                        .keyBy(n -> n % 10)
                        .aggregate(Aggregates.count(), (key, n) -> key * 10_000 + n)
                        .name("count")
                        .publish("out", AkkaStreams.to(Sink.foreach(received::add))));
        JobProgress end = Jobs.submit(runtime, job, 2).join();
        assertThat(end.recordsRead()).isEqualTo(10_000);
        await().atMost(Duration.ofSeconds(20)).until(() -> received.size() == 10_000);
        List<Long> expected = LongStream.range(0, 10)
                .flatMap(key -> LongStream.rangeClosed(1, 1000).map(n -> key * 10_000 + n))
                .boxed()
                .toList();
        assertThat(received.stream().sorted().toList()).isEqualTo(expected);
    }

    @Test
    void when_a_job_with_a_reactive_source_that_never_ends_is_drained_then_it_finishes() {
        Queue<Long> received = new ConcurrentLinkedQueue<>();
        JobDefinition job = JobDefinition.named(
                "endless",
                (flow, params) -> flow.subscribe(
                                "in",
                                AkkaStreams.from(Source.range(0, 99)
                                        .map(Integer::longValue)
                                        .concat(Source.never())))
                        .publish("out", AkkaStreams.to(Sink.foreach(received::add))));
        JobHandle handle = Jobs.submit(runtime, job, 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> received.size() == 100);
        handle.stopWithSavepoint(folder.resolve("savepoint"), true)
                .toCompletableFuture()
                .join();
        assertThat(handle.join().state()).isEqualTo(JobState.FINISHED);
        assertThat(handle.failures()).isEmpty();
    }

    @Test
    void when_two_jobs_run_at_once_then_they_do_not_disturb_each_other() {
        AtomicBoolean gate = new AtomicBoolean();
        JobDefinition waiting = JobDefinition.named(
                "waiting",
                (flow, params) ->
                        flow.source("in", new Steps<>(100, 1, 50, gate, i -> i)).sink("out", out));
        JobDefinition failing = JobDefinition.named(
                "failing",
                (flow, params) -> flow.source("in", Steps.of(100, i -> i))
                        .map(n -> {
                            throw new IllegalArgumentException("n is " + n);
                        })
                        .name("thrower")
                        .sink("out", Discard.sink()));
        JobHandle first = Jobs.submit(runtime, waiting, 2);
        JobHandle second = Jobs.submit(runtime, failing, 2);
        assertThatThrownBy(second::join).isInstanceOf(JobFailedException.class).hasMessageContaining("n is 0");
        Jobs.awaitCheckpoint(first);
        gate.set(true);
        assertThat(first.join().attempt()).isEqualTo(1);
        assertThat(Jobs.sorted(out)).isEqualTo(numbers(100));
    }

    @Test
    void when_a_job_begins_then_its_first_record_is_out_soon() {
        long begin = System.nanoTime();
        try (Runtime fresh = Runtime.local()) {
            long up = System.nanoTime();
            JobDefinition job = JobDefinition.named(
                    "first",
                    (flow, params) -> flow.source("in", Steps.of(1, i -> i)).sink("out", out));
            JobHandle handle = Jobs.submit(fresh, job, 2);
            await().pollInterval(Duration.ofMillis(1)).until(() -> !out.all().isEmpty());
            System.out.printf(
                    "runtime up after %d ms, first record out %d ms later%n",
                    (up - begin) / 1_000_000, (System.nanoTime() - up) / 1_000_000);
            handle.join();
        }
        assertThat(out.committed().stream().map(String::valueOf).collect(Collectors.joining()))
                .isEqualTo("0");
    }

    @Test
    void when_state_is_of_a_type_that_nobody_declared_then_the_job_fails_and_says_how_to_declare_it() {
        JobDefinition job = JobDefinition.named(
                "undeclared",
                (flow, params) -> flow.source("in", Steps.of(100, i -> i))
                        .<Object>map(i -> new RestartPolicy(1, Duration.ZERO, Duration.ZERO))
                        .keyBy(policy -> 1L)
                        .reduce((a, b) -> b)
                        .name("last")
                        .sink("out", Discard.sink()));
        JobHandle handle = Jobs.submit(runtime, job, 1);
        assertThatThrownBy(handle::join)
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("last")
                .hasMessageContaining("flow.types(RestartPolicy.class)");
        assertThat(handle.failures()).hasSize(1);
    }
}
