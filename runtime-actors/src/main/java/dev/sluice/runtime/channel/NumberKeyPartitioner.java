package dev.sluice.runtime.channel;

import dev.sluice.api.function.KeySelector;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;

/**
 * The loop of {@link HashPartitioner} for keys that are whole numbers: each kind has a call of its own, without boxes.
 */
final class NumberKeyPartitioner implements Partitioner {
    private final KeySelector<Object, Object> selector;
    private final boolean ints;
    private final int[] owners;
    private final Sharing sharing;

    NumberKeyPartitioner(KeySelector<Object, Object> selector, boolean ints, int[] owners, Sharing sharing) {
        this.selector = selector;
        this.ints = ints;
        this.owners = owners;
        this.sharing = sharing;
    }

    @Override
    public boolean spread(Batch batch, OutputChannel[] channels, boolean shared) throws Exception {
        int[] ownerOf = owners;
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
                Batch room = channels[ownerOf[KeyGroups.groupOf(hash, ownerOf.length)]].room();
                if (room == null) {
                    return false;
                }
                room.add(shared ? sharing.own(value) : value, batch.timestamps[i], key, hash);
            }
            return true;
        } finally {
            batch.next(i);
        }
    }
}
