package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.async.AsyncFunction;
import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.LookupCache;
import dev.sluice.api.async.LookupFunction;
import dev.sluice.api.async.Retries;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobFailedException;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asynchronous requests in running jobs. */
class AsyncJobsTest {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final ScheduledExecutorService OUTSIDE = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "outside");
        thread.setDaemon(true);
        return thread;
    });

    private static Runtime runtime;

    @BeforeAll
    static void start() {
        runtime = Runtime.local();
    }

    @AfterAll
    static void stop() {
        runtime.close();
        OUTSIDE.shutdownNow();
    }

    /** Completes sooner or later, on a thread of its own or at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // completing a future does not fail
    private static <T> CompletionStage<T> later(T result, long spread) {
        if (spread % 7 == 0) {
            return CompletableFuture.completedFuture(result);
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        OUTSIDE.schedule(() -> answer.complete(result), spread % 3_000, TimeUnit.MICROSECONDS);
        return answer;
    }

    @RepeatedTest(20)
    void when_a_job_with_requests_fails_at_random_then_its_result_is_that_of_a_loop(RepetitionInfo repetition) {
        Random random = new Random(SEED + repetition.getCurrentRepetition());
        long count = 100L + random.nextInt(1_000);
        boolean ordered = random.nextBoolean();
        boolean rebalanced = random.nextBoolean();
        int capacity = 1 + random.nextInt(40);
        long trapAt = random.nextInt(500);
        long salt = random.nextLong(1_000_000);
        Trap requests = new Trap(random.nextInt(3));
        Trap behind = new Trap(random.nextInt(3));
        int parallelism = 1 + random.nextInt(3);
        AsyncOptions<Object> options = (ordered ? AsyncOptions.ordered() : AsyncOptions.unordered())
                .capacity(capacity)
                .retry(Retries.fixedDelay(1, Duration.ofMillis(1)).ifException(e -> e.getMessage() == null));
        CollectingSink<String> out = new CollectingSink<>();
        JobDefinition job = JobDefinition.named("job", (flow, params) -> {
            DataStream<Event> events = flow.source("in", Steps.of(count, Event::of))
                    .eventTime(Event::time, Watermarks.boundedOutOfOrderness(Duration.ofSeconds(2)));
            AsyncFunction<Event, Event> twice = event -> {
                requests.step(event.id() == trapAt);
                return later(List.of(event, event), event.id() * salt);
            };
            (rebalanced ? events.rebalance() : events)
                    .async(twice, options)
                    .name("twice")
                    .filter(event -> {
                        behind.step(event.id() == trapAt + 50);
                        return true;
                    })
                    .keyBy(Event::key)
                    .window(Windows.tumbling(Duration.ofSeconds(5)))
                    .aggregate(Aggregates.sum(Event::id), (window, key, sum) -> key + "@" + window.end() + "=" + sum)
                    .name("sums")
                    .sink("out", out);
        });
        assertThat(Jobs.submit(runtime, job, parallelism).join().state()).isEqualTo(JobState.FINISHED);
        TreeMap<String, Long> expected = new TreeMap<>();
        for (long id = 0; id < count; id++) {
            Event event = Event.of(id);
            long end = Math.floorDiv(event.time(), 5_000L) * 5_000 + 5_000;
            expected.merge(event.key() + "@" + end, 2 * id, Long::sum);
        }
        assertThat(Jobs.sorted(out))
                .as("seed %s, case %s", SEED, repetition.getCurrentRepetition())
                .isEqualTo(expected.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .sorted()
                        .toList());
    }

    /** Answers nobody until the test says so. */
    private static final class Hanging implements AsyncFunction<Long, Long> {
        private static final long serialVersionUID = 1;

        private final transient Queue<Runnable> open = new ConcurrentLinkedQueue<>();
        private final transient AtomicBoolean answers = new AtomicBoolean();

        @Override
        public CompletionStage<Collection<Long>> invoke(Long record) {
            CompletableFuture<Collection<Long>> answer = new CompletableFuture<>();
            open.add(() -> answer.complete(List.of(record)));
            if (answers.get()) {
                answerAll();
            }
            return answer;
        }

        void answerAll() {
            answers.set(true);
            for (Runnable next = open.poll(); next != null; next = open.poll()) {
                next.run();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true, false", "3, false, false", "200, true, false", "2000, true, true", "2000, false, true"})
    void when_requests_hang_then_checkpoints_complete_nevertheless(int capacity, boolean ordered, boolean rebalanced) {
        AtomicBoolean gate = new AtomicBoolean();
        Hanging hanging = new Hanging();
        CollectingSink<Long> out = new CollectingSink<>();
        AsyncOptions<Object> options = (ordered ? AsyncOptions.ordered() : AsyncOptions.unordered()).capacity(capacity);
        JobDefinition job = JobDefinition.named("hanging-" + capacity + ordered, (flow, params) -> {
            DataStream<Long> in = flow.source("in", new Steps<>(1_000, 2, 400, gate, i -> i));
            (rebalanced ? in.rebalance() : in)
                    .async(hanging, options)
                    .name("hanging")
                    .sink("out", out);
        });
        JobHandle handle = Jobs.submit(runtime, job, 2);
        await().atMost(Duration.ofSeconds(20)).until(() -> !hanging.open.isEmpty());
        for (int i = 0; i < 3; i++) {
            Jobs.awaitCheckpoint(handle);
        }
        assertThat(out.committed()).isEmpty();
        gate.set(true);
        hanging.answerAll();
        assertThat(handle.join().attempt()).isEqualTo(1);
        assertThat(Jobs.sorted(out))
                .isEqualTo(LongStream.range(0, 2_000).boxed().toList());
    }

    @Test
    void when_all_input_is_read_and_requests_hang_then_the_job_waits_and_checkpoints_complete() {
        Hanging hanging = new Hanging();
        CollectingSink<Long> out = new CollectingSink<>();
        JobDefinition job = JobDefinition.named(
                "job",
                (flow, params) -> flow.source("in", Steps.of(50, i -> i))
                        .async(hanging, AsyncOptions.ordered())
                        .name("hanging")
                        .sink("out", out));
        JobHandle handle = Jobs.submit(runtime, job, 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> hanging.open.size() == 50);
        Jobs.awaitCheckpoint(handle);
        assertThat(handle.progress().state().isFinal()).isFalse();
        hanging.answerAll();
        handle.join();
        assertThat(out.committed()).isEqualTo(LongStream.range(0, 50).boxed().toList());
    }

    @Test
    void when_a_job_is_resumed_at_another_parallelism_then_what_hung_is_asked_again(@TempDir Path storage) {
        Hanging first = new Hanging();
        Hanging second = new Hanging();
        CollectingSink<Long> out = new CollectingSink<>();
        try (Runtime own = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(own, resumable(first, out), 3);
            await().atMost(Duration.ofSeconds(20)).until(() -> first.open.size() == 300);
            Jobs.awaitCheckpoint(handle);
            handle.cancel();
            assertThat(handle.join().state()).isEqualTo(JobState.CANCELLED);
        }
        assertThat(out.committed()).isEmpty();
        try (Runtime own = Jobs.runtime(storage)) {
            second.answerAll();
            assertThat(Jobs.submit(own, resumable(second, out), 2).join().state())
                    .isEqualTo(JobState.FINISHED);
        }
        assertThat(Jobs.sorted(out)).isEqualTo(LongStream.range(0, 300).boxed().toList());
    }

    private static JobDefinition resumable(Hanging hanging, CollectingSink<Long> out) {
        return JobDefinition.named(
                "job",
                (flow, params) -> flow.source("in", new Steps<>(100, 3, 100, new AtomicBoolean(true), i -> i))
                        .rebalance()
                        .async(hanging, AsyncOptions.unordered())
                        .name("hanging")
                        .sink("out", out));
    }

    /** Goes on with the negative number if there is no answer in time. */
    private static final class Silent implements AsyncFunction<Long, Long> {
        private static final long serialVersionUID = 1;

        @Override
        public CompletionStage<Collection<Long>> invoke(Long record) {
            return record % 10 == 0 ? new CompletableFuture<>() : CompletableFuture.completedFuture(List.of(record));
        }

        @Override
        public Collection<Long> timeout(Long record, Duration timeout) {
            return List.of(-record);
        }
    }

    @Test
    void when_the_queue_is_full_in_the_middle_of_a_chain_then_timeouts_go_on_and_the_chain_does() {
        CollectingSink<Long> out = new CollectingSink<>();
        JobDefinition job = JobDefinition.named(
                "job",
                (flow, params) -> flow.source("in", Steps.of(4, i -> i))
                        .<Long>flatMap((record, results) -> {
                            for (long i = 0; i < 3_000; i++) {
                                results.collect(record * 3_000 + i);
                            }
                        })
                        .async(new Silent(), AsyncOptions.ordered().capacity(60).timeout(Duration.ofMillis(5)))
                        .name("silent")
                        .sink("out", out));
        Jobs.submit(runtime, job, 1).join();
        assertThat(out.committed())
                .isEqualTo(LongStream.range(0, 12_000)
                        .map(i -> i % 10 == 0 ? -i : i)
                        .boxed()
                        .toList());
    }

    @Test
    void when_a_request_fails_then_the_error_names_the_operator_and_the_record() {
        JobDefinition job = JobDefinition.named(
                "failing",
                (flow, params) -> flow.source("in", Steps.of(100, i -> i))
                        .asyncMap(
                                record -> record == 42
                                        ? CompletableFuture.failedFuture(
                                                new IllegalStateException("the service said no"))
                                        : CompletableFuture.completedFuture(record),
                                AsyncOptions.unordered())
                        .name("service")
                        .sink("out", new CollectingSink<Long>()));
        JobHandle handle = Jobs.submit(runtime, job, 1);
        assertThatThrownBy(handle::join)
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("service")
                .hasMessageContaining("42")
                .hasMessageContaining("the service said no");
        assertThat(handle.failures().get(0).operator()).isEqualTo("service");
        assertThat(handle.failures().get(0).record()).isEqualTo("42");
    }

    @Test
    void when_a_table_is_looked_up_then_rows_are_joined_over_failures() {
        Trap trap = new Trap(2);
        CollectingSink<String> out = new CollectingSink<>();
        LookupFunction<Long, String> table = key -> {
            trap.step(key == 5);
            return later(
                    LongStream.range(0, key % 3).mapToObj(i -> key + "/" + i).toList(), key * 977);
        };
        JobDefinition job = JobDefinition.named(
                "job",
                (flow, params) -> flow.source("in", Steps.of(500, i -> i))
                        .rebalance()
                        .lookupJoin(record -> record % 10, table)
                        .cache(LookupCache.of(4, Duration.ofMinutes(1)))
                        .options(AsyncOptions.unordered().capacity(7))
                        .left((record, row) -> record + ":" + row)
                        .name("joined")
                        .sink("out", out));
        Jobs.submit(runtime, job, 2).join();
        assertThat(Jobs.sorted(out))
                .isEqualTo(LongStream.range(0, 500)
                        .boxed()
                        .flatMap(record -> record % 10 % 3 == 0
                                ? List.of(record + ":null").stream()
                                : LongStream.range(0, record % 10 % 3)
                                        .mapToObj(i -> record + ":" + record % 10 + "/" + i))
                        .sorted()
                        .toList());
        assertThat(trap.sprung()).isEqualTo(2);
    }
}
