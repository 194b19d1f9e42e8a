package dev.sluice.runtime.operator;

import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.runtime.data.Batch;
import java.lang.invoke.MethodHandles;
import java.util.NavigableSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Slices whose accumulators are objects. */
final class ObjectSliceStore implements SliceStore {
    private static final ClassCopies<ValueStep> STEPS = new ClassCopies<>(MethodHandles.lookup(), SliceStep.class);

    private final Folder folder;
    private final Namespaces<KeyedValues<Object>> slices;
    private final Namespaces<KeyedValues<Object>> combined;
    private final KeyKind kind;
    private final ValueStep step;

    ObjectSliceStore(KeyedStateStore store, KeyKind kind, Folder folder) {
        this.kind = kind;
        step = STEPS.create(folder.functionClass(), folder);
        this.folder = folder;
        slices = store.values("slices", folder.type());
        combined = store.values("combined", folder.type());
    }

    @Override
    public void add(long slice, Batch in, int from, int to, Emitter out) throws Exception {
        step.fold(in, from, to, out, kind, slices.at(slice));
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
    public Firing fire(long from, long to, boolean last, KeyCursor key) throws Exception {
        NavigableSet<Long> within = slices.all().subSet(from, true, to, false);
        if (within.size() == 1) {
            return new Fired(Objects.requireNonNull(slices.find(within.first())).scan(), null, !last);
        }
        KeyedValues<Object> all = combined.at(from);
        for (long slice : within) {
            KeyedValues.Scan<Object> scan =
                    Objects.requireNonNull(slices.find(slice)).scan();
            while (scan.next(key)) {
                Object before = all.get(key);
                all.put(key, before == null ? folder.copy(scan.value()) : folder.merge(before, scan.value()));
            }
        }
        return new Fired(all.scan(), from, false);
    }

    @Override
    public @Nullable Object result(KeyCursor key, long from, long to) throws Exception {
        Object all = null;
        for (long slice : slices.all().subSet(from, true, to, false)) {
            Object one = Objects.requireNonNull(slices.find(slice)).get(key);
            if (one != null) {
                all = all == null ? folder.copy(one) : folder.merge(all, one);
            }
        }
        return all == null ? null : folder.result(all);
    }

    private final class Fired implements Firing {
        private final KeyedValues.Scan<Object> scan;
        private final @Nullable Long namespace;
        private final boolean livesOn;

        Fired(KeyedValues.Scan<Object> scan, @Nullable Long namespace, boolean livesOn) {
            this.scan = scan;
            this.namespace = namespace;
            this.livesOn = livesOn;
        }

        @Override
        public boolean next(KeyCursor key) {
            return scan.next(key);
        }

        @Override
        public Object result() {
            return livesOn ? folder.detachedResult(scan.value()) : folder.result(scan.value());
        }

        @Override
        public void end() {
            if (namespace != null) {
                combined.drop(namespace);
            }
        }
    }
}
