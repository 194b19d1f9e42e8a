package dev.sluice.examples.chaos;

import dev.sluice.examples.chaos.Disturbance.Begun;
import dev.sluice.examples.process.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does the steps of a schedule to a cluster, one after the other, and measures what comes of each. */
final class Storm {
    /** A kill shows itself only after the failure detector has noticed, which a quick restart may seem to beat. */
    private static final Duration SHOWS_AFTER = Duration.ofSeconds(5);

    private static final Duration STEADY = Duration.ofSeconds(3);
    private static final Duration RECOVERED = Duration.ofMinutes(2);

    private final LocalGrounds grounds;
    private final Watch watch;
    private final Patience patience;

    Storm(LocalGrounds grounds, Watch watch, Patience patience) {
        this.grounds = grounds;
        this.watch = watch;
        this.patience = patience;
    }

    /**
     * Does one step once it is due, and waits until the cluster is over it.
     *
     * @param start when the disturbed time began, {@link System#nanoTime}
     */
    Outcome run(Step step, long start) throws IOException {
        patience.until(start + step.at().toNanos());
        long began = System.nanoTime();
        int[] starts = new int[grounds.size() + 1];
        for (int node = 1; node <= grounds.size(); node++) {
            starts[node] = grounds.starts(node);
        }
        Begun begun = step.disturbance().begin(grounds);
        perform(step, begun, began);
        patience.until(System.nanoTime() + SHOWS_AFTER.toNanos());
        boolean recovered = awaitSteady();
        long second = Duration.ofNanos(began - start).toSeconds();
        if (!recovered) {
            return new Outcome(
                    second, step, begun.target(), null, "not recovered within " + RECOVERED.toSeconds() + " s");
        }
        String wrong = step.disturbance().harmless() && grounds.starts(begun.node()) > starts[begun.node()]
                ? "put out of the cluster by a pause of "
                        + step.disturbance().length().toSeconds() + " s"
                : null;
        return new Outcome(
                second,
                step,
                begun.target(),
                RecoveryTimes.of(watch.since(began - STEADY.toNanos()), began, grounds.size()),
                wrong);
    }

    /** Whether all members are there and records of all jobs flow, or do so within a while. */
    boolean awaitSteady() {
        return patience.until(() -> watch.steadyFor(STEADY, grounds.size()), RECOVERED);
    }

    /** Ends what has begun and does what comes with it, each at its time. */
    private void perform(Step step, Begun begun, long began) throws IOException {
        List<Event> events = new ArrayList<>();
        events.add(new Event(began + step.disturbance().length().toNanos(), begun.end()));
        Disturbance companion = step.companion();
        if (companion != null) {
            long at = began + step.companionDelay().toNanos();
            events.add(new Event(at, () -> {
                Begun other = companion.begin(grounds);
                events.add(new Event(at + companion.length().toNanos(), other.end()));
            }));
        }
        while (!events.isEmpty()) {
            Event next = events.get(0);
            for (Event event : events) {
                next = event.at() < next.at() ? event : next;
            }
            events.remove(next);
            patience.until(next.at());
            next.action().run();
        }
    }

    /** Something to be done at a moment. */
    private record Event(long at, Disturbance.End action) {}
}
