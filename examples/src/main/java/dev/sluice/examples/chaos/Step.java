package dev.sluice.examples.chaos;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One point of a schedule.
 *
 * @param at when it is due, from the beginning of the disturbed time; it waits until the cluster has recovered from the
 *     one before
 * @param disturbance what happens
 * @param companion something else that happens while the cluster still recovers; null for nothing
 * @param companionDelay how much later that begins
 */
record Step(Duration at, Disturbance disturbance, @Nullable Disturbance companion, Duration companionDelay) {

    /** How many nodes do not take part at once, at most. */
    int nodesTaken() {
        return (disturbance.takesNode() ? 1 : 0) + (companion != null && companion.takesNode() ? 1 : 0);
    }

    /** When all of it has ended, from the beginning of the disturbed time. */
    Duration end() {
        Duration end = disturbance.length();
        if (companion != null) {
            Duration other = companionDelay.plus(companion.length());
            end = other.compareTo(end) > 0 ? other : end;
        }
        return at.plus(end);
    }

    /** For people: the action and what it happens to. */
    String action() {
        return companion == null
                ? disturbance.action()
                : disturbance.action() + "; after " + companionDelay.toSeconds() + " s " + companion.target() + ": "
                        + companion.action();
    }
}
