package dev.sluice.persistence.serde;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a class alone about whether its values can change.
 *
 * @param openFields of a record or class whose verdict depends on the content: what has to be looked at
 */
record Mutability(Verdict verdict, List<Getter> openFields) {
    enum Verdict {
        IMMUTABLE,
        DEPENDS_ON_CONTENT,
        MUTABLE;

        private Verdict or(Verdict other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** The verdict on values of exactly this class, and how to look into them where it is needed. */
    static Mutability of(Class<?> type) {
        Verdict verdict = exactly(type, new HashSet<>());
        if (verdict != Verdict.DEPENDS_ON_CONTENT || JdkTypes.ofThePlatform(type.getName())) {
            return new Mutability(verdict, List.of());
        }
        List<Getter> open = new ArrayList<>();
        for (@Nullable Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && ofDeclared(field.getType()) != Verdict.IMMUTABLE) {
                    @Nullable Getter getter = Getter.of(field);
                    if (getter == null) {
                        return new Mutability(Verdict.MUTABLE, List.of());
                    }
                    open.add(getter);
                }
            }
        }
        return new Mutability(verdict, List.copyOf(open));
    }

    /** The verdict on whatever a variable of this type can hold. */
    static Verdict ofDeclared(Class<?> type) {
        return ofDeclared(type, new HashSet<>());
    }

    private static Verdict ofDeclared(Class<?> type, Set<Object> judged) {
        if (type.isPrimitive() || type.isEnum() || (isJdkImmutable(type) && type != Object.class)) {
            return Verdict.IMMUTABLE;
        }
        if (Modifier.isFinal(type.getModifiers())) {
            return exactly(type, judged);
        }
        if (!type.isSealed()) {
            return Verdict.DEPENDS_ON_CONTENT;
        }
        Verdict verdict = Modifier.isAbstract(type.getModifiers()) ? Verdict.IMMUTABLE : exactly(type, judged);
        if (judged.add(new Subclasses(type))) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                verdict = verdict.or(ofDeclared(permitted, judged));
            }
        }
        return verdict;
    }

    /** A type that was met before counts as immutable here: whatever else it is, that meeting has said. */
    private static Verdict exactly(Class<?> type, Set<Object> judged) {
        if (type.isEnum() || Enum.class.isAssignableFrom(type) || isJdkImmutable(type)) {
            return Verdict.IMMUTABLE;
        }
        if (JdkTypes.isUnmodifiableContainer(type.getName())) {
            return Verdict.DEPENDS_ON_CONTENT;
        }
        if (type.isArray() || type.isHidden() || JdkTypes.ofThePlatform(type.getName())) {
            return Verdict.MUTABLE;
        }
        if (!judged.add(type)) {
            return Verdict.IMMUTABLE;
        }
        Verdict verdict = Verdict.IMMUTABLE;
        @Nullable Class<?> parent = type.getSuperclass();
        if (parent != null && parent != Record.class && parent != Object.class) {
            verdict = exactly(parent, judged);
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                boolean fixed = Modifier.isFinal(field.getModifiers());
                verdict = verdict.or(fixed ? ofDeclared(field.getType(), judged) : Verdict.MUTABLE);
            }
        }
        return verdict;
    }

    private static boolean isJdkImmutable(Class<?> type) {
        return JdkTypes.isImmutable(type.getName());
    }

    /** Marks a sealed type whose permitted subclasses were judged, besides the type itself. */
    private record Subclasses(Class<?> of) {}

    /** Reads a field, whatever its accessor does: a record's may return a copy of what it holds. */
    record Getter(MethodHandle handle) {
        private static @Nullable Getter of(Field field) {
            try {
                field.setAccessible(true);
                MethodHandle handle = MethodHandles.lookup().unreflectGetter(field);
                return new Getter(handle.asType(MethodType.methodType(Object.class, Object.class)));
            } catch (InaccessibleObjectException | IllegalAccessException e) {
                return null; // in a module that is not open to us: taken for mutable
            }
        }

        @Nullable
        Object get(Object owner) {
            try {
                return (Object) handle.invokeExact(owner);
            } catch (Throwable e) {
                throw new IllegalStateException("a field of " + owner.getClass().getName() + " cannot be read", e);
            }
        }
    }
}
