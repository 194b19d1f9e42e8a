package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.LongFold;
import dev.sluice.persistence.state.ValueFold;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of a batch, key group by key group, those of a group in their order: so a table that has to be read from
 * a file is read once for all of them. What is returned is good until the next batch.
 */
final class ByGroup {
    private final int first;
    private final int maxParallelism;
    private final int[] begins;
    private int[] order = {};
    private int[] hashes = {};
    private long[] numbers = {};
    private @Nullable Object[] objects = {};

    ByGroup(Site site) {
        first = site.range().first();
        maxParallelism = site.maxParallelism();
        begins = new int[site.range().size() + 1];
    }

    private int group(int hash) {
        return KeyGroups.groupOf(hash, maxParallelism) - first;
    }

    /** Sorts them (by counting); returns their hashes. */
    int[] sort(int[] unsorted, int from, int to) {
        if (order.length < to - from) {
            order = new int[to - from];
            hashes = new int[to - from];
        }
        Arrays.fill(begins, 0);
        for (int i = from; i < to; i++) {
            begins[group(unsorted[i]) + 1]++;
        }
        for (int group = 1; group < begins.length; group++) {
            begins[group] += begins[group - 1];
        }
        for (int i = from; i < to; i++) {
            int at = begins[group(unsorted[i])]++;
            order[at] = i;
            hashes[at] = unsorted[i];
        }
        return hashes;
    }

    /** The keys of the first records in the new order. */
    long[] sorted(long[] keys, int count) {
        if (numbers.length < count) {
            numbers = new long[count];
        }
        for (int i = 0; i < count; i++) {
            numbers[i] = keys[order[i]];
        }
        return numbers;
    }

    /** As {@link #sorted(long[], int)}. */
    @Nullable
    Object[] sorted(@Nullable Object[] keys, int count) {
        if (objects.length < count) {
            objects = new Object[count];
        }
        for (int i = 0; i < count; i++) {
            objects[i] = keys[order[i]];
        }
        return objects;
    }

    /** A fold that is told the records' true places. */
    LongFold placedLongs(LongFold fold) {
        return new Longs(order, fold);
    }

    /** A fold that is told the records' true places. */
    <V> ValueFold<V> placed(ValueFold<V> fold) {
        return new Values<>(order, fold);
    }

    /** Whether a loop should be copied for a fold: not for one that only hands on. */
    static boolean isWorthACopy(Object fold) {
        return !(fold instanceof Longs) && !(fold instanceof Values);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Longs(int[] order, LongFold fold) implements LongFold {
        @Override
        public long apply(int place, long before) throws Exception {
            return fold.apply(order[place], before);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Values<V>(int[] order, ValueFold<V> fold) implements ValueFold<V> {
        @Override
        public @Nullable V apply(int place, @Nullable V before) throws Exception {
            return fold.apply(order[place], before);
        }
    }
}
