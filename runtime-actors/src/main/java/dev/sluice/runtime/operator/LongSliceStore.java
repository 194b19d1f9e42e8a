package dev.sluice.runtime.operator;

import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.runtime.data.Batch;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Slices whose accumulators are single numbers, kept without objects. */
final class LongSliceStore implements SliceStore {
    private static final ClassCopies<LongStep> STEPS = new ClassCopies<>(MethodHandles.lookup(), LongSliceStep.class);
    private static final ClassCopies<LongStep> PARTIALS =
            new ClassCopies<>(MethodHandles.lookup(), PartialSliceStep.class);

    private final LongAggregateFunction<Object> function;
    private final long initial;
    private final Namespaces<KeyedLongs> slices;
    private final Namespaces<KeyedLongs> combined;
    private final KeyKind kind;
    private final LongStep step;
    private final LongStep partialStep;

    LongSliceStore(KeyedStateStore store, KeyKind kind, LongAggregateFunction<Object> function) {
        this.kind = kind;
        step = STEPS.create(function.getClass(), function);
        partialStep = PARTIALS.create(function.getClass(), function);
        this.function = function;
        initial = function.initial();
        slices = store.longs("slices");
        combined = store.longs("combined");
    }

    @Override
    public void add(long slice, Batch in, int from, int to, Emitter out) throws Exception {
        (in.isCombined() ? partialStep : step).fold(in, from, to, out, kind, slices.at(slice), initial);
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
        List<KeyedLongs> parts = new ArrayList<>();
        for (long slice : within) {
            parts.add(Objects.requireNonNull(slices.find(slice)));
        }
        all.mergeAll(parts, initial, function::mergeLong);
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
