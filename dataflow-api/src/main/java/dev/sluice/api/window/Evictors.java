package dev.sluice.api.window;

import java.time.Duration;
import java.util.List;

/** Makes evictors. They evict before the window's function sees the records; see {@link #after}. */
public final class Evictors {
    private Evictors() {}

    /**
     * @param records at least 0
     * @param <T> the type of the records
     * @return an evictor that keeps the last so many
     */
    public static <T> Evictor<T> count(int records) {
        if (records < 0) {
            throw new IllegalArgumentException("an evictor cannot keep " + records + " records");
        }
        return new Count<>(records);
    }

    /**
     * @param time at least a millisecond
     * @param <T> the type of the records
     * @return an evictor that removes what is so much older than the newest record, or more; nothing where records have
     *     no timestamps, as may be in global windows
     */
    public static <T> Evictor<T> time(Duration time) {
        return new Time<>(Windows.positive("evictor's time", time));
    }

    /**
     * @param threshold what the distance must not reach
     * @param function the distance of a record from the last
     * @param <T> the type of the records
     * @return an evictor that removes what is too far from the last record
     */
    public static <T> Evictor<T> delta(double threshold, DeltaFunction<? super T> function) {
        return new Delta<>(threshold, function);
    }

    /**
     * @param evictor says what is removed
     * @param <T> the type of the records
     * @return an evictor that removes it after the window's function has seen it, instead of before
     */
    public static <T> Evictor<T> after(Evictor<T> evictor) {
        return new After<>(evictor);
    }

    private record Count<T>(int records) implements Evictor<T> {
        @Override
        public void evictBefore(List<TimedValue<T>> all, Window window, long now) {
            if (all.size() > records) {
                all.subList(0, all.size() - records).clear();
            }
        }
    }

    private record Time<T>(long time) implements Evictor<T> {
        @Override
        public void evictBefore(List<TimedValue<T>> all, Window window, long now) {
            long newest = all.stream().mapToLong(TimedValue::timestamp).max().orElse(Long.MIN_VALUE);
            long cutoff = newest - time;
            if (cutoff < newest) { // else there are no timestamps at all
                all.removeIf(record -> record.timestamp() <= cutoff);
            }
        }
    }

    private record Delta<T>(double threshold, DeltaFunction<? super T> function) implements Evictor<T> {
        @Override
        public void evictBefore(List<TimedValue<T>> all, Window window, long now) throws Exception {
            if (all.isEmpty()) {
                return;
            }
            T last = all.get(all.size() - 1).value();
            for (int i = all.size() - 1; i >= 0; i--) {
                if (function.delta(all.get(i).value(), last) >= threshold) {
                    all.remove(i);
                }
            }
        }
    }

    private record After<T>(Evictor<T> evictor) implements Evictor<T> {
        @Override
        public void evictAfter(List<TimedValue<T>> all, Window window, long now) throws Exception {
            evictor.evictBefore(all, window, now);
        }
    }
}
