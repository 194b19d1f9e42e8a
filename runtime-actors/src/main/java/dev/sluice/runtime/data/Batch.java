package dev.sluice.runtime.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records with their timestamps, in order, and at most one {@link Control} behind them. It belongs to whoever holds it.
 * Its arrays are open to the loops of the operators, which are the hot path of everything.
 */
public final class Batch {
    /** How many records a batch is meant to have when there is a backlog. */
    public static final int TARGET = 1024;

    /** The timestamp of a record that has none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private static final long[] NO_LONGS = {};
    private static final int[] NO_INTS = {};
    private static final Object[] NO_OBJECTS = {};

    /** The records: {@link #next()} to {@link #size()}. */
    public @Nullable Object[] values;

    /** Their event times, epoch milliseconds or {@link #NO_TIMESTAMP}. */
    public long[] timestamps;

    /** Their keys, where the sender computed them and they are whole numbers. */
    public long[] longKeys = NO_LONGS;

    /** Their keys, where the sender computed them and they are objects. */
    public @Nullable Object[] keys = NO_OBJECTS;

    /** The hashes of their keys, where the sender computed them. */
    public int[] hashes = NO_INTS;

    /** What records were added up to before they were sent, instead of the records; see {@link #isCombined}. */
    public long[] partials = NO_LONGS;

    /** How many records each of the {@link #partials} stands for. */
    public int[] weights = NO_INTS;

    private int next;
    private int size;
    private boolean combined;
    private @Nullable Control control;

    /** @param capacity room for how many records; it grows beyond */
    public Batch(int capacity) {
        values = new Object[capacity];
        timestamps = new long[capacity];
    }

    /**
     * @param control what it consists of
     * @return a batch without records
     */
    public static Batch of(Control control) {
        Batch batch = new Batch(0);
        batch.control(control);
        return batch;
    }

    /**
     * @param value a record
     * @param timestamp its event time
     */
    public void add(Object value, long timestamp) {
        if (size == values.length) {
            grow();
        }
        values[size] = value;
        timestamps[size++] = timestamp;
    }

    /**
     * @param value a record
     * @param timestamp its event time
     * @param key its key
     * @param hash the key's hash
     */
    public void add(Object value, long timestamp, long key, int hash) {
        if (longKeys.length == 0) {
            longKeys = new long[values.length];
            hashes = new int[values.length];
        }
        int i = size;
        add(value, timestamp);
        longKeys[i] = key;
        hashes[i] = hash;
    }

    /**
     * @param value a record
     * @param timestamp its event time
     * @param key its key
     * @param hash the key's hash
     */
    public void add(Object value, long timestamp, Object key, int hash) {
        if (keys.length == 0) {
            keys = new Object[values.length];
            hashes = new int[values.length];
        }
        int i = size;
        add(value, timestamp);
        keys[i] = key;
        hashes[i] = hash;
    }

    /**
     * Adds a number in which records of a key and slice are added up, instead of the records.
     *
     * @param partial what the first record makes of the initial accumulator
     * @param timestamp an event time in the slice
     * @param key the key
     * @param hash the key's hash
     */
    public void addPartial(long partial, long timestamp, long key, int hash) {
        if (longKeys.length == 0) {
            longKeys = new long[values.length];
            hashes = new int[values.length];
        }
        if (partials.length == 0) {
            partials = new long[values.length];
            weights = new int[values.length];
        }
        if (size == values.length) {
            grow();
        }
        combined = true;
        partials[size] = partial;
        weights[size] = 1;
        timestamps[size] = timestamp;
        longKeys[size] = key;
        hashes[size++] = hash;
    }

    /** @return whether it has {@link #partials} instead of records */
    public boolean isCombined() {
        return combined;
    }

    /**
     * @param i a record's place
     * @return how many records stand there
     */
    public int weight(int i) {
        return combined ? weights[i] : 1;
    }

    /**
     * @param i a record's place
     * @return the record
     */
    public Object value(int i) {
        return Objects.requireNonNull(values[i]);
    }

    /**
     * @param timestamp a record's
     * @return the same
     * @throws IllegalArgumentException if it has none
     */
    public static long required(long timestamp) {
        if (timestamp == NO_TIMESTAMP) {
            throw new IllegalArgumentException(
                    "the record has no event time: every way from a source to this window needs .eventTime(...)");
        }
        return timestamp;
    }

    /** @return the place of the first record that was not yet processed */
    public int next() {
        return next;
    }

    /** @param place the first record that was not yet processed */
    public void next(int place) {
        next = place;
    }

    /** @return how many records it has, processed ones included */
    public int size() {
        return size;
    }

    /** @return whether there are records that were not yet processed */
    public boolean hasNext() {
        return next < size;
    }

    /** @return what trails the records */
    public @Nullable Control control() {
        return control;
    }

    /** @param value what trails the records */
    public void control(@Nullable Control value) {
        control = value;
    }

    /** @return whether nothing is left in it */
    public boolean isEmpty() {
        return next >= size && control == null;
    }

    /** @return whether it has the room of a full batch and no more, so that it is worth to be filled again */
    public boolean isReusable() {
        return values.length == TARGET;
    }

    /** Forgets everything, to be filled again by its owner. */
    public void clear() {
        if (!combined) {
            Arrays.fill(values, 0, size, null);
        }
        if (keys.length > 0) {
            Arrays.fill(keys, 0, size, null);
        }
        next = 0;
        size = 0;
        combined = false;
        control = null;
    }

    /**
     * What is left of it, as a batch of its own: the receiver of this one may change it meanwhile.
     *
     * @param own makes a record the copy's own
     * @return a batch with the records that were not yet processed, without control
     */
    public Batch rest(UnaryOperator<Object> own) {
        Batch rest = new Batch(size - next);
        for (int i = next; i < size; i++) {
            rest.addFrom(this, i, own);
        }
        return rest;
    }

    /**
     * Adds a record of another batch, with its key and hash if that has them.
     *
     * @param other the other batch; both have, or have not, keys
     * @param i the record's place there
     */
    public void addFrom(Batch other, int i) {
        addFrom(other, i, UnaryOperator.identity());
    }

    private void addFrom(Batch other, int i, UnaryOperator<Object> own) {
        if (other.combined) {
            addPartial(other.partials[i], other.timestamps[i], other.longKeys[i], other.hashes[i]);
            weights[size - 1] = other.weights[i];
            return;
        }
        Object value = own.apply(other.value(i));
        if (other.longKeys.length > 0) {
            add(value, other.timestamps[i], other.longKeys[i], other.hashes[i]);
        } else if (other.keys.length > 0) {
            Object key = own.apply(Objects.requireNonNull(other.keys[i]));
            add(value, other.timestamps[i], key, other.hashes[i]);
        } else {
            add(value, other.timestamps[i]);
        }
    }

    private void grow() {
        int capacity = Math.max(8, values.length * 2);
        values = Arrays.copyOf(values, capacity);
        timestamps = Arrays.copyOf(timestamps, capacity);
        if (hashes.length > 0) {
            hashes = Arrays.copyOf(hashes, capacity);
        }
        if (longKeys.length > 0) {
            longKeys = Arrays.copyOf(longKeys, capacity);
        }
        if (keys.length > 0) {
            keys = Arrays.copyOf(keys, capacity);
        }
        if (partials.length > 0) {
            partials = Arrays.copyOf(partials, capacity);
            weights = Arrays.copyOf(weights, capacity);
        }
    }
}
