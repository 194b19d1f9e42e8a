package dev.sluice.runtime.channel;

import dev.sluice.api.function.KeySelector;
import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.plan.Combining;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * By key group. Keys and hashes go along, so that the receiver need not compute them again. The loops are copied for
 * each selector, so that it is inlined.
 */
final class HashPartitioner {
    private static final ClassCopies<Partitioner> NUMBERS =
            new ClassCopies<>(MethodHandles.lookup(), NumberKeyPartitioner.class);
    private static final ClassCopies<Partitioner> OBJECTS =
            new ClassCopies<>(MethodHandles.lookup(), ObjectKeyPartitioner.class);

    private static final ClassCopies<CountingPartitioner> COMBINING =
            new ClassCopies<>(MethodHandles.lookup(), CombiningPartitioner.class);

    private HashPartitioner() {}

    /** @param combining how records can be added up before, or null; not done for keys that are objects */
    static Partitioner create(
            KeySelector<?, ?> selector,
            KeyKind kind,
            int parallelism,
            int maxParallelism,
            Sharing sharing,
            @Nullable Combining combining) {
        int[] owners = new int[maxParallelism];
        for (int group = 0; group < maxParallelism; group++) {
            owners[group] = KeyGroups.ownerOf(group, parallelism, maxParallelism);
        }
        if (!kind.primitive()) {
            return OBJECTS.create(selector.getClass(), selector, owners, sharing);
        }
        boolean ints = kind == KeyKind.INT;
        Partitioner plain = NUMBERS.create(selector.getClass(), selector, ints, owners, sharing);
        return combining == null
                ? plain
                : new TryingPartitioner(
                        COMBINING.create(
                                selector.getClass(),
                                selector,
                                ints,
                                owners,
                                combining.function(),
                                combining.operator(),
                                new Slices(combining.slicing()),
                                parallelism),
                        plain);
    }

    static IllegalArgumentException noKey(@Nullable Object key) {
        return new IllegalArgumentException(
                key == null
                        ? "the key is null: filter such records out before keyBy, or give them a key of their own"
                        : "the key is an array, and arrays are equal only to themselves: use a List or a record");
    }
}
