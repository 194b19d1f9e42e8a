package dev.sluice.persistence.serde;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a field has that was added after its object was written: what Java gives it, but nothing instead of null. */
final class Defaults {
    private Defaults() {}

    /** Zero, false, an empty optional or an empty and modifiable collection; null for all else. */
    static @Nullable Object of(Class<?> type) {
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        if (type == Optional.class) {
            return Optional.empty();
        } else if (type == List.class || type == Collection.class || type == ArrayList.class) {
            return new ArrayList<>();
        } else if (type == Set.class || type == LinkedHashSet.class) {
            return new LinkedHashSet<>();
        }
        return type == Map.class || type == LinkedHashMap.class ? new LinkedHashMap<>() : null;
    }
}
