package dev.sluice.persistence.serde;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value may be shared between threads by reference because nothing reachable from it can ever change. When in
 * doubt the answer is no, and the value is copied.
 *
 * <p>Safe for use by several threads. The verdict on a class is found once; for most values it is the answer.
 */
public final class Immutability {
    /** Deeper than this a value is not followed: it is copied, rather than the stack risked. */
    private static final int MAX_DEPTH = 100;

    private static final ClassValue<Mutability> VERDICTS = new ClassValue<>() {
        @Override
        protected Mutability computeValue(Class<?> type) {
            return Mutability.of(type);
        }
    };

    private static final ClassValue<Boolean> DECLARED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Mutability.ofDeclared(type) == Mutability.Verdict.IMMUTABLE;
        }
    };

    private Immutability() {}

    /** Whether this value, as it is now with all it holds, can never change. True of null. */
    public static boolean isImmutable(@Nullable Object value) {
        return isImmutable(value, 0);
    }

    /** Whether every value that a variable of this type can hold is immutable, without looking at any. */
    public static boolean isImmutableType(Class<?> c) {
        return DECLARED.get(c);
    }

    private static boolean isImmutable(@Nullable Object value, int depth) {
        if (value == null) {
            return true;
        }
        Mutability mutability = VERDICTS.get(value.getClass());
        return switch (mutability.verdict()) {
            case IMMUTABLE -> true;
            case MUTABLE -> false;
            case DEPENDS_ON_CONTENT -> depth < MAX_DEPTH && isContentImmutable(value, mutability, depth + 1);
        };
    }

    private static boolean isContentImmutable(Object value, Mutability mutability, int depth) {
        for (Mutability.Getter field : mutability.openFields()) {
            if (!isImmutable(field.get(value), depth)) {
                return false;
            }
        }
        return !mutability.openFields().isEmpty() || areContentsImmutable(value, depth);
    }

    private static boolean areContentsImmutable(Object container, int depth) {
        if (container instanceof Collection<?> elements) {
            return areImmutable(elements, depth);
        }
        if (container instanceof Map<?, ?> map) {
            return areImmutable(map.keySet(), depth) && areImmutable(map.values(), depth);
        }
        if (container instanceof Map.Entry<?, ?> entry) {
            return isImmutable(entry.getKey(), depth) && isImmutable(entry.getValue(), depth);
        }
        return container instanceof Optional<?> optional && isImmutable(optional.orElse(null), depth);
    }

    private static boolean areImmutable(Collection<?> elements, int depth) {
        for (Object element : elements) {
            if (!isImmutable(element, depth)) {
                return false;
            }
        }
        return true;
    }
}
