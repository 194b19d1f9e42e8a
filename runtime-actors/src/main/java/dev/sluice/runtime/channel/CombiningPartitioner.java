package dev.sluice.runtime.channel;

import dev.sluice.api.function.KeySelector;
import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.runtime.data.Batch;

/**
 * By key group, as {@link NumberKeyPartitioner}, but sends what records add up to: a record whose key and slice are in
 * the batch that is being gathered is added there. Where its key was last put is looked up by the hash in a small table
 * that is allowed to be wrong: what is found is compared with the record's key, and a record whose entry is not found
 * gets another one. So nothing ever has to be cleared.
 *
 * <p>Keys are taken in the loop, as there: in a method that both called, the JIT compiler would have one profile for
 * the selectors of all jobs.
 */
final class CombiningPartitioner implements CountingPartitioner {
    /** Entries of all channels' tables together: they are to stay in the first-level cache. */
    private static final int ENTRIES = 1 << 12;

    private static final int LEAST = 1 << 7;

    private final KeySelector<Object, Object> selector;
    private final boolean ints;
    private final int[] owners;
    private final LongAggregateFunction<Object> function;
    private final String operator;
    private final Slices slices;
    private final int[][] places;
    private final int mask;
    private int entries;

    CombiningPartitioner(
            KeySelector<Object, Object> selector,
            boolean ints,
            int[] owners,
            LongAggregateFunction<Object> function,
            String operator,
            Slices slices,
            int receivers) {
        this.selector = selector;
        this.ints = ints;
        this.owners = owners;
        this.function = function;
        this.operator = operator;
        this.slices = slices;
        int room = Math.max(LEAST, Integer.highestOneBit(ENTRIES / receivers));
        places = new int[receivers][room];
        mask = room - 1;
    }

    @Override
    public boolean spread(Batch batch, OutputChannel[] channels, boolean shared) throws Exception {
        int[] ownerOf = owners;
        long initial = function.initial();
        int added = 0;
        int i = batch.next();
        try {
            for (int size = batch.size(); i < size; i++) {
                Object value = batch.value(i);
                long key;
                if (ints) {
                    Integer boxed = (Integer) selector.key(value);
                    if (boxed == null) {
                        throw HashPartitioner.noKey(null);
                    }
                    key = boxed;
                } else {
                    Long boxed = (Long) selector.key(value);
                    if (boxed == null) {
                        throw HashPartitioner.noKey(null);
                    }
                    key = boxed;
                }
                int hash = KeyGroups.hash(key);
                long time = batch.timestamps[i];
                slices.enter(time);
                int owner = ownerOf[KeyGroups.groupOf(hash, ownerOf.length)];
                Batch room = channels[owner].room();
                if (room == null) {
                    return false;
                }
                int[] placeOf = places[owner];
                int place = placeOf[hash & mask];
                if (place < room.size() && room.longKeys[place] == key && slices.has(room.timestamps[place])) {
                    room.partials[place] = add(value, room.partials[place]);
                    room.weights[place]++;
                } else {
                    placeOf[hash & mask] = room.size();
                    room.addPartial(add(value, initial), time, key, hash);
                    added++;
                }
            }
            return true;
        } finally {
            batch.next(i);
            entries += added;
        }
    }

    @Override
    public int takeEntries() {
        int taken = entries;
        entries = 0;
        return taken;
    }

    private long add(Object value, long before) throws CombiningException {
        try {
            return function.addLong(value, before);
        } catch (Exception e) {
            throw new CombiningException(operator, e);
        }
    }
}
