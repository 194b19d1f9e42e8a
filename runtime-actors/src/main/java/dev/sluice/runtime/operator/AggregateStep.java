package dev.sluice.runtime.operator;

import dev.sluice.api.function.KeyedResultFunction;
import dev.sluice.persistence.jit.Boxes;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.data.Batch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds a record and emits the key's new aggregate. Copied for each function, and each kind of key has its call. */
final class AggregateStep extends ValueStep {
    private final Folder folder;
    private final KeyedResultFunction<Object, Object, Object> finish;
    private final KeyKind kind;

    AggregateStep(Folder folder, KeyedResultFunction<Object, Object, Object> finish, KeyKind kind) {
        this.folder = folder;
        this.finish = finish;
        this.kind = kind;
    }

    @Override
    public Object apply(int i, @Nullable Object before) throws Exception {
        place = i;
        Batch in = in();
        Object record = in.value(i);
        Object added = before == null ? folder.first(record) : folder.add(before, record);
        Object aggregate = folder.result(added);
        Object result;
        if (kind == KeyKind.LONG) {
            result = finish.apply(Boxes.box(in.longKeys[i]), aggregate);
        } else if (kind == KeyKind.INT) {
            result = finish.apply(Boxes.box((int) in.longKeys[i]), aggregate);
        } else {
            result = finish.apply(Objects.requireNonNull(in.keys[i]), aggregate);
        }
        out().emit(result, in.timestamps[i]);
        return added;
    }
}
