package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.LocalSettings;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.job.StateBackendKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Random jobs that fail at random records, compared with loops over lists. */
class RandomJobsTest {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static Runtime runtime;
    private static long unaligned;

    @BeforeAll
    static void start() {
        runtime = Jobs.runtime(LocalSettings.defaults(), "4 KiB");
        System.out.println("random jobs: repeat with -Dsluice.seed=" + SEED);
    }

    @AfterAll
    static void stop() {
        runtime.close();
        System.out.println("random jobs: barriers have overtaken " + unaligned + " times");
    }

    /** A step of the pipeline, and the same over a list. */
    record Step(
            String name,
            Function<DataStream<Event>, DataStream<Event>> engine,
            Function<List<Event>, List<Event>> naive) {}

    /** One random job. */
    record Job(
            int number,
            long count,
            AtomicBoolean gate,
            int splits,
            List<Step> steps,
            Trap trap,
            long trapAt,
            int modulus,
            long brakeNanos,
            Duration lateness,
            CollectingSink<String> out)
            implements JobDefinition {
        @Override
        public String name() {
            return "random-" + number;
        }

        @Override
        public void define(Dataflow flow, Parameters params) {
            DataStream<Event> stream = flow.source("in", new Steps<>(count, splits, count / 2, gate, Event::of))
                    .eventTime(Event::time, Watermarks.boundedOutOfOrderness(lateness));
            for (int i = 0; i < steps.size(); i++) {
                stream = steps.get(i).engine().apply(stream).name(steps.get(i).name() + i);
            }
            stream.map(event -> {
                        trap.step(event.id() % modulus == trapAt % modulus);
                        LockSupport.parkNanos(brakeNanos);
                        return event.toString();
                    })
                    .name("trap")
                    .sink("out", out);
        }
    }

    private static Event scaled(Event event, long factor) {
        return new Event(event.id() * factor, event.key(), event.time());
    }

    private static Step step(Random random) {
        int n = 2 + random.nextInt(5);
        return switch (random.nextInt(6)) {
            case 0 ->
                new Step(
                        "map",
                        stream -> stream.map(event -> scaled(event, n)),
                        list -> list.stream().map(event -> scaled(event, n)).toList());
            case 1 ->
                new Step(
                        "filter",
                        stream -> stream.filter(event -> event.key() % n != 0),
                        list -> list.stream()
                                .filter(event -> event.key() % n != 0)
                                .toList());
            case 2 ->
                new Step(
                        "spread",
                        stream -> stream.rebalance().map(event -> new Event(event.id(), event.key() % n, event.time())),
                        list -> list.stream()
                                .map(event -> new Event(event.id(), event.key() % n, event.time()))
                                .toList());
            case 3 ->
                new Step("twice", stream -> stream.union(stream).map(event -> event), list -> {
                    List<Event> twice = new ArrayList<>(list);
                    twice.addAll(list);
                    return twice;
                });
            case 4 ->
                new Step(
                        "branch",
                        stream -> stream.filter(event -> event.id() % n == 0)
                                .union(stream.map(event -> scaled(event, -1)))
                                .map(event -> event),
                        list -> {
                            List<Event> both = new ArrayList<>(list.stream()
                                    .filter(event -> event.id() % n == 0)
                                    .toList());
                            list.forEach(event -> both.add(scaled(event, -1)));
                            return both;
                        });
            default ->
                new Step(
                        "window",
                        stream -> stream.keyBy(Event::key)
                                .window(Windows.tumbling(Duration.ofSeconds(n)))
                                .aggregate(
                                        Aggregates.sum(Event::id),
                                        (window, key, sum) -> new Event(sum, key, window.end() - 1)),
                        list -> {
                            TreeMap<String, Event> sums = new TreeMap<>();
                            for (Event event : list) {
                                long end = (Math.floorDiv(event.time(), n * 1000L) + 1) * n * 1000L - 1;
                                sums.merge(
                                        event.key() + "@" + end,
                                        new Event(event.id(), event.key(), end),
                                        (a, b) -> new Event(a.id() + b.id(), a.key(), a.time()));
                            }
                            return List.copyOf(sums.values());
                        });
        };
    }

    /** The job with this number, and what a loop makes of it. */
    private record Case(Job job, Random random, List<String> expected) {
        static Case of(int number, boolean gate) {
            Random random = new Random(SEED + number);
            List<Step> steps = new ArrayList<>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                steps.add(step(random));
            }
            int splits = 1 + random.nextInt(3);
            long count = 100L + random.nextInt(1500);
            Trap trap = new Trap(random.nextInt(4));
            Job job = new Job(
                    number,
                    count,
                    new AtomicBoolean(gate),
                    splits,
                    steps,
                    trap,
                    random.nextInt(10_000),
                    1 + random.nextInt(500),
                    0,
                    Duration.ofMinutes(10),
                    new CollectingSink<>());
            return of(job, random);
        }

        static Case of(Job job, Random random) {
            List<Event> result = new ArrayList<>();
            for (long id = 0; id < job.count() * job.splits(); id++) {
                result.add(Event.of(id));
            }
            for (Step step : job.steps()) {
                result = step.naive().apply(result);
            }
            return new Case(
                    job, random, result.stream().map(Event::toString).sorted().toList());
        }

        JobOptions options() {
            JobOptions options = Jobs.options(1 + random.nextInt(4))
                    .withCheckpointInterval(Duration.ofMillis(1 + random.nextInt(20)));
            StateBackendKind[] kinds = StateBackendKind.values();
            return options.withStateBackend(kinds[random.nextInt(kinds.length)]);
        }

        void check() {
            assertThat(Jobs.sorted(job.out()))
                    .as(
                            "seed %s, case %s: %s",
                            SEED,
                            job.number(),
                            job.steps().stream().map(Step::name).toList())
                    .isEqualTo(expected);
        }
    }

    @RepeatedTest(30)
    void when_a_random_job_fails_at_random_records_then_its_result_is_that_of_a_loop(RepetitionInfo repetition) {
        Case random = Case.of(repetition.getCurrentRepetition(), true);
        JobProgress end = runtime.submit(random.job(), Parameters.none(), random.options())
                .join();
        random.check();
        // Several subtasks may fail in the same attempt.
        int sprung = random.job().trap().sprung();
        assertThat(end.attempt()).isBetween(sprung == 0 ? 1L : 2L, 1L + sprung);
    }

    @RepeatedTest(10)
    void when_a_random_job_goes_on_from_savepoints_then_its_result_is_that_of_a_loop(
            RepetitionInfo repetition, @TempDir Path folder) {
        Case random = Case.of(1_000 + repetition.getCurrentRepetition(), false);
        JobOptions options = random.options();
        for (int i = 1; i <= 3; i++) {
            JobHandle handle = runtime.submit(random.job(), Parameters.none(), options);
            Path savepoint = folder.resolve("savepoint-" + i);
            // Refused while the job restarts, and failed if it fails meanwhile.
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(
                            () -> handle.stopWithSavepoint(savepoint, false)
                                    .toCompletableFuture()
                                    .join()
                                    .state(),
                            state -> state == SavepointStatus.State.COMPLETED);
            assertThat(handle.join().state()).isEqualTo(JobState.STOPPED);
            options = random.options().withStartFrom(StartFrom.savepoint(savepoint.toString()));
        }
        random.job().gate().set(true);
        assertThat(runtime.submit(random.job(), Parameters.none(), options)
                        .join()
                        .state())
                .isEqualTo(JobState.FINISHED);
        random.check();
    }

    /** Windows fire all the time, so one that fired early or a record that came late would show. */
    @RepeatedTest(20)
    void when_barriers_overtake_in_a_random_job_that_is_slow_fails_and_is_rescaled_then_its_result_is_that_of_a_loop(
            RepetitionInfo repetition) {
        int number = 100 + repetition.getCurrentRepetition();
        Random random = new Random(SEED + number);
        List<Step> steps = new ArrayList<>();
        boolean windowed = false;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Step step = step(random);
            while (windowed && step.name().equals("window")) {
                step = step(random); // the first one's results would be late for it
            }
            windowed |= step.name().equals("window");
            steps.add(step);
        }
        int splits = 1 + random.nextInt(3);
        Job job = new Job(
                number,
                300L + random.nextInt(700),
                new AtomicBoolean(true),
                splits,
                steps,
                new Trap(random.nextInt(3)),
                random.nextInt(10_000),
                50 + random.nextInt(500),
                100_000,
                Duration.ofMillis(1500 + 20 * Steps.STEP * splits),
                new CollectingSink<>());
        Case slow = Case.of(job, random);
        JobOptions options = slow.options().withAlignedTimeout(Duration.ofMillis(1 + random.nextInt(3)));
        JobHandle handle = runtime.submit(job, Parameters.none(), options);
        if (random.nextBoolean()) {
            Jobs.awaitCheckpoint(handle);
            handle.cancel();
            handle.join();
            handle = runtime.submit(job, Parameters.none(), options.withParallelism(1 + random.nextInt(4)));
        }
        unaligned += handle.join().counters().entrySet().stream()
                .filter(counter -> counter.getKey().endsWith(".unalignedCheckpoints"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        slow.check();
    }
}
