package dev.sluice.runtime.channel;

import dev.sluice.api.function.KeySelector;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;

/** The loop of {@link HashPartitioner} for keys that are objects. */
final class ObjectKeyPartitioner implements Partitioner {
    private final KeySelector<Object, Object> selector;
    private final int[] owners;
    private final Sharing sharing;

    ObjectKeyPartitioner(KeySelector<Object, Object> selector, int[] owners, Sharing sharing) {
        this.selector = selector;
        this.owners = owners;
        this.sharing = sharing;
    }

    @Override
    public boolean spread(Batch batch, OutputChannel[] channels, boolean shared) throws Exception {
        int i = batch.next();
        try {
            for (; i < batch.size(); i++) {
                Object value = batch.value(i);
                Object key = selector.key(value);
                if (key == null || key.getClass().isArray()) {
                    throw HashPartitioner.noKey(key);
                }
                int hash = KeyGroups.hash(key);
                Batch room = channels[owners[KeyGroups.groupOf(hash, owners.length)]].room();
                if (room == null) {
                    return false;
                }
                room.add(shared ? sharing.own(value) : value, batch.timestamps[i], sharing.own(key), hash);
            }
            return true;
        } finally {
            batch.next(i);
        }
    }
}
