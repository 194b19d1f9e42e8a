package dev.sluice.persistence.state;

import dev.sluice.api.types.KeyTypes;
import java.lang.invoke.MethodHandle;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hash that is the same in every JVM: enums hash by name and records by their components, where {@code hashCode}
 * would go by identity or leave the formula open. Equal keys have equal hashes.
 */
final class StableHash {
    /** What the definition could not tell, since it knows of an interface, a type variable or {@code Object} only. */
    private static final ClassValue<Optional<String>> CHECKED = new ClassValue<>() {
        @Override
        protected Optional<String> computeValue(Class<?> type) {
            return type == Object.class
                    ? Optional.of("Object has no equals and hashCode of its own")
                    : KeyTypes.problem(type);
        }
    };

    private StableHash() {}

    static int of(@Nullable Object key) {
        if (key == null) {
            return 0;
        }
        if (key instanceof String) {
            return key.hashCode();
        }
        if (key instanceof Enum<?> constant) {
            return constant.name().hashCode();
        }
        if (key instanceof Record) {
            return ofRecord(key);
        }
        if (key instanceof List<?> list) {
            int hash = 1;
            for (Object element : list) {
                hash = 31 * hash + of(element);
            }
            return hash;
        }
        if (key instanceof Collection<?> set) {
            return set.stream().mapToInt(StableHash::of).sum();
        }
        if (key instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToInt(entry -> 31 * of(entry.getKey()) + of(entry.getValue()))
                    .sum();
        }
        if (key instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        }
        CHECKED.get(key.getClass()).ifPresent(problem -> {
            throw new IllegalArgumentException("a key, or a part of one, cannot be used: " + problem);
        });
        return key.hashCode();
    }

    private static int ofRecord(Object key) {
        int hash = 0;
        for (MethodHandle accessor : RecordParts.of(key.getClass())) {
            hash = 31 * hash + of(RecordParts.read(accessor, key));
        }
        return hash;
    }
}
