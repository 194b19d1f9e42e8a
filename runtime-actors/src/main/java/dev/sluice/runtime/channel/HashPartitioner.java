package dev.sluice.runtime.channel;

import dev.sluice.api.function.KeySelector;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import org.jspecify.annotations.Nullable;

/** By key group. Keys and hashes go along, so that the receiver need not compute them again. */
final class HashPartitioner implements Partitioner {
    private final KeySelector<Object, Object> selector;
    private final KeyKind kind;
    private final int[] owners;
    private final int maxParallelism;
    private final Sharing sharing;

    @SuppressWarnings("unchecked") // the definition's types fit together
    HashPartitioner(KeySelector<?, ?> selector, KeyKind kind, int parallelism, int maxParallelism, Sharing sharing) {
        this.selector = (KeySelector<Object, Object>) selector;
        this.kind = kind;
        this.maxParallelism = maxParallelism;
        this.sharing = sharing;
        owners = new int[maxParallelism];
        for (int group = 0; group < maxParallelism; group++) {
            owners[group] = KeyGroups.ownerOf(group, parallelism, maxParallelism);
        }
    }

    @Override
    public boolean spread(Batch batch, OutputChannel[] channels, boolean shared) throws Exception {
        return kind.primitive() ? spreadLongs(batch, channels, shared) : spreadObjects(batch, channels, shared);
    }

    private boolean spreadLongs(Batch batch, OutputChannel[] channels, boolean shared) throws Exception {
        int i = batch.next();
        try {
            for (; i < batch.size(); i++) {
                Object value = batch.value(i);
                Object boxed = selector.key(value);
                if (boxed == null) {
                    throw noKey(null);
                }
                long key = ((Number) boxed).longValue();
                int hash = KeyGroups.hash(key);
                Batch room = channels[owners[KeyGroups.groupOf(hash, maxParallelism)]].room();
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

    private boolean spreadObjects(Batch batch, OutputChannel[] channels, boolean shared) throws Exception {
        int i = batch.next();
        try {
            for (; i < batch.size(); i++) {
                Object value = batch.value(i);
                Object key = selector.key(value);
                if (key == null || key.getClass().isArray()) {
                    throw noKey(key);
                }
                int hash = KeyGroups.hash(key);
                Batch room = channels[owners[KeyGroups.groupOf(hash, maxParallelism)]].room();
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

    private static IllegalArgumentException noKey(@Nullable Object key) {
        return new IllegalArgumentException(
                key == null
                        ? "the key is null: filter such records out before keyBy, or give them a key of their own"
                        : "the key is an array, and arrays are equal only to themselves: use a List or a record");
    }
}
