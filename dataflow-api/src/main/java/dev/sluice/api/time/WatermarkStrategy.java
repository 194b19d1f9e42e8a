package dev.sluice.api.time;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the watermark follows from the records of a split, when a silent split stops holding time back, and which other
 * sources it waits for. Made by {@link Watermarks}.
 *
 * @param rule how the watermark follows
 * @param idleness after how many milliseconds of wall clock without a record a split counts as idle; null: never
 * @param alignment which sources go together; null: it waits for nobody
 * @param <T> the type of the records
 */
public record WatermarkStrategy<T>(
        Rule<T> rule, @Nullable Long idleness, @Nullable WatermarkAlignment alignment) {

    /** How often a source tells where it is, unless the definition says otherwise. */
    private static final Duration UPDATE_INTERVAL = Duration.ofSeconds(1);

    /**
     * How the watermark follows from the records.
     *
     * @param <T> the type of the records
     */
    public sealed interface Rule<T> {}

    /**
     * The watermark trails the largest timestamp.
     *
     * @param outOfOrderness in milliseconds: the watermark is the largest timestamp seen, minus this, minus 1
     * @param <T> the type of the records
     */
    public record Bounded<T>(long outOfOrderness) implements Rule<T> {}

    /**
     * Some records tell the watermark.
     *
     * @param function which, and what they tell
     * @param <T> the type of the records
     */
    public record Punctuated<T>(WatermarkFunction<? super T> function) implements Rule<T> {}

    /**
     * The user's own generators tell the watermark.
     *
     * @param generators makes one for each split
     * @param periodMillis how often they are asked, by the wall clock
     * @param <T> the type of the records
     */
    public record Generated<T>(Supplier<? extends WatermarkGenerator<? super T>> generators, long periodMillis)
            implements Rule<T> {}

    /**
     * There is no watermark before the end of the input.
     *
     * @param <T> the type of the records
     */
    public record None<T>() implements Rule<T> {}

    /**
     * A split of a source (or a stream, where event time is given behind a source) that is asked for records and has
     * none for so long is idle: it does not hold back the event time of others. It is active again with its next
     * record. Time in which nobody asks does not count: while there is no room for results, or while the split is held
     * back by its alignment.
     *
     * @param timeout how long it may be silent, at least a millisecond
     * @return the strategy with that timeout
     */
    public WatermarkStrategy<T> withIdleness(Duration timeout) {
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("idleness must be at least one millisecond, but is " + timeout);
        }
        return new WatermarkStrategy<>(rule, timeout.toMillis(), alignment);
    }

    /**
     * As {@link #withAlignment(String, Duration, Duration)}, with an update each second.
     *
     * @param group the name of the group
     * @param maxDrift how far ahead a split may be, in event time
     * @return the strategy with that alignment
     */
    public WatermarkStrategy<T> withAlignment(String group, Duration maxDrift) {
        return withAlignment(group, maxDrift, UPDATE_INTERVAL);
    }

    /**
     * Keeps the sources of a group together: a split whose watermark is further ahead of the slowest source of the
     * group than allowed is not read until that has caught up. Idle sources and those that have come to their end do
     * not count. An attempt begins unaligned; the first update follows at once. What a source knows of the others is up
     * to an update interval old, so if all read as fast as they can, each of them advances at most by about the drift
     * per interval.
     *
     * @param group the name of the group, shared by the sources of one job that go together
     * @param maxDrift how far ahead a split may be, in event time; not negative
     * @param updateInterval how often a source tells the others where it is, by the wall clock; at least 1 ms
     * @return the strategy with that alignment; works only right behind a source
     */
    public WatermarkStrategy<T> withAlignment(String group, Duration maxDrift, Duration updateInterval) {
        if (rule instanceof None) {
            throw new IllegalArgumentException("a source without watermarks cannot be aligned with group \"" + group
                    + "\": give it a strategy that has some, for example Watermarks.monotonous()");
        }
        return new WatermarkStrategy<>(
                rule, idleness, new WatermarkAlignment(group, maxDrift.toMillis(), updateInterval.toMillis()));
    }

    /** @return what it amounts to, but for the code in its functions; the same in every process */
    public String summary() {
        String how = rule instanceof Bounded<T> bounded
                ? "bounded " + bounded.outOfOrderness()
                : rule instanceof Generated<T> generated
                        ? "generated " + generated.periodMillis()
                        : rule instanceof Punctuated<T> ? "punctuated" : "none";
        return how + " idleness=" + idleness + " alignment=" + alignment;
    }
}
