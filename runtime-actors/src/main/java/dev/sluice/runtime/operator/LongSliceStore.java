package dev.sluice.runtime.operator;

import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.Namespaces;
import java.util.NavigableSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Slices whose accumulators are single numbers, kept without objects. */
final class LongSliceStore implements SliceStore {
    private final LongAggregateFunction<Object> function;
    private final long initial;
    private final Namespaces<KeyedLongs> slices;
    private final Namespaces<KeyedLongs> combined;

    LongSliceStore(KeyedStateStore store, LongAggregateFunction<Object> function) {
        this.function = function;
        initial = function.initial();
        slices = store.longs("slices");
        combined = store.longs("combined");
    }

    @Override
    public void add(long slice, KeyCursor key, Object record) throws Exception {
        KeyedLongs values = slices.at(slice);
        values.put(key, function.addLong(record, values.get(key, initial)));
    }

    @Override
    public void prefetch(long slice, int[] hashes, int from, int to) {
        KeyedLongs values = slices.find(slice);
        if (values != null) {
            values.prefetch(hashes, from, to);
        }
    }

    @Override
    public NavigableSet<Long> slices() {
        return slices.all();
    }

    @Override
    public void drop(long slice) {
        slices.drop(slice);
    }

    @Override
    public Firing fire(long from, long to, boolean last, KeyCursor key) {
        NavigableSet<Long> within = slices.all().subSet(from, true, to, false);
        if (within.size() == 1) {
            return new Fired(Objects.requireNonNull(slices.find(within.first())).scan(), null);
        }
        KeyedLongs all = combined.at(from);
        for (long slice : within) {
            KeyedLongs.Scan scan = Objects.requireNonNull(slices.find(slice)).scan();
            while (scan.next(key)) {
                all.put(key, function.mergeLong(all.get(key, initial), scan.value()));
            }
        }
        return new Fired(all.scan(), from);
    }

    @Override
    public @Nullable Object result(KeyCursor key, long from, long to) {
        long all = initial;
        for (long slice : slices.all().subSet(from, true, to, false)) {
            all = function.mergeLong(
                    all, Objects.requireNonNull(slices.find(slice)).get(key, initial));
        }
        return all;
    }

    private final class Fired implements Firing {
        private final KeyedLongs.Scan scan;
        private final @Nullable Long namespace;

        Fired(KeyedLongs.Scan scan, @Nullable Long namespace) {
            this.scan = scan;
            this.namespace = namespace;
        }

        @Override
        public boolean next(KeyCursor key) {
            return scan.next(key);
        }

        @Override
        public Object result() {
            return scan.value();
        }

        @Override
        public void end() {
            if (namespace != null) {
                combined.drop(namespace);
            }
        }
    }
}
