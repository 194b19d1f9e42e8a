package dev.sluice.examples.fuzz;

import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.job.RestartPolicy;
import dev.sluice.runtime.job.StateBackendKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A part of a job's course: how it is run, from where to where, and how that part ends.
 *
 * @param parallelism of the stages with state
 * @param backend where their state is
 * @param interval between checkpoints, milliseconds
 * @param alignedTimeout how long barriers wait, milliseconds; 0: as long as it takes
 * @param mark how many items are read before it is ended
 * @param hold how many may be read before it has ended
 * @param ending how it ends
 */
record Leg(
        int parallelism,
        StateBackendKind backend,
        int interval,
        int alignedTimeout,
        int mark,
        int hold,
        Ending ending) {
    private static final RestartPolicy AT_ONCE = new RestartPolicy(100, Duration.ofMillis(1), Duration.ofMillis(20));
    private static final int MOST = 3;
    private static final int WIDEST = 4;

    /** What comes behind a leg. */
    enum Ending {
        /** Nothing: the job reads all of its input. */
        END,
        /** It is stopped with a savepoint, from which the next leg begins. */
        SAVEPOINT,
        /** The same, and event time goes to its end before. */
        DRAINED_SAVEPOINT,
        /** It is cancelled, and the next leg resumes it. */
        CANCEL,
        /** It is cancelled, and the next leg is a new run from its newest checkpoint. */
        CHECKPOINT;

        /** Whether what the next leg begins from is in the form that every state backend reads. */
        boolean isPortable() {
            return this == SAVEPOINT || this == DRAINED_SAVEPOINT;
        }
    }

    /**
     * @param items how many there are to read
     * @param drains whether results do not depend on event time, so that it may go to its end in between
     */
    static List<Leg> random(Random random, int items, boolean drains) {
        int legs = items < MOST || random.nextInt(2) == 0 ? 1 : 2 + random.nextInt(MOST - 1);
        int[] places = random.ints(2L * legs, 0, Math.max(1, items)).sorted().toArray();
        List<Leg> course = new ArrayList<>();
        for (int i = 0; i < legs; i++) {
            Leg before = i == 0 ? null : course.get(i - 1);
            StateBackendKind backend = Choice.of(StateBackendKind.values(), random);
            course.add(new Leg(
                    1 + random.nextInt(WIDEST),
                    before == null || before.ending.isPortable() ? backend : before.backend,
                    1 + random.nextInt(20),
                    random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0,
                    places[2 * i],
                    places[2 * i + 1],
                    i == legs - 1 ? Ending.END : ending(random, drains)));
        }
        return course;
    }

    private static Ending ending(Random random, boolean drains) {
        Ending[] endings = Arrays.stream(Ending.values())
                .filter(ending -> ending != Ending.END && (drains || ending != Ending.DRAINED_SAVEPOINT))
                .toArray(Ending[]::new);
        return Choice.of(endings, random);
    }

    /** Whether a leg begins from a checkpoint that may hold records in flight, at another parallelism than it was. */
    static boolean forgetWatermarks(List<Leg> course) {
        return IntStream.range(1, course.size()).anyMatch(i -> {
            Leg before = course.get(i - 1);
            return before.alignedTimeout > 0
                    && !before.ending.isPortable()
                    && before.parallelism != course.get(i).parallelism;
        });
    }

    JobOptions options() {
        return JobOptions.defaults()
                .withParallelism(parallelism)
                .withStateBackend(backend)
                .withCheckpointInterval(Duration.ofMillis(interval))
                .withAlignedTimeout(Duration.ofMillis(alignedTimeout))
                .withRestart(AT_ONCE);
    }

    /** In words. */
    String describe() {
        return backend.text() + " x" + parallelism + " every " + interval + " ms"
                + (alignedTimeout == 0 ? "" : ", unaligned after " + alignedTimeout + " ms")
                + (ending == Ending.END ? "" : ", from item " + mark + " (" + hold + ") on " + ending);
    }
}
