package dev.sluice.persistence.serde;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells at definition time whether values of a type can be carried, while the user who can mend it is looking. */
public final class Serializability {
    private Serializability() {}

    /**
     * Looks for a part of a type that can never be serialized. What the declarations leave open (a field of type
     * {@code Object}, an interface that is not sealed) is taken on trust and checked when a value is written.
     *
     * @param type a class, or a generic type with its arguments
     * @return the first problem: the path to the part, what it is and how to mend it, as in
     *     {@code Order.items[].callback: java.lang.Runnable is a function, ...}; empty if there is none
     */
    public static Optional<String> problem(Type type) {
        String[] found = new String[1];
        TypeGraph.walk(type, (c, path) -> {
            if (found[0] != null) {
                return false;
            }
            String problem = problemOf(c);
            if (problem != null) {
                found[0] = path + ": " + c.getTypeName() + " " + problem;
            }
            return problem == null;
        });
        return Optional.ofNullable(found[0]);
    }

    private static @Nullable String problemOf(Class<?> c) {
        if (c.isHidden() || c.getName().contains("$$Lambda") || Proxy.isProxyClass(c)) {
            return "is generated at run time and unknown to other runs: carry data (a record, say) instead of a lambda";
        }
        if (c.isAnnotationPresent(FunctionalInterface.class)) {
            return "is a function, and functions cannot be serialized: keep it in the operator's function, and data here";
        }
        if (JdkTypes.ofThePlatform(c.getName())) {
            return c.isPrimitive() || JdkTypes.isValue(c.getName())
                    ? null
                    : "cannot be serialized: it is not a plain value; hold what it is made from, or mark the field transient";
        }
        if (Enum.class.isAssignableFrom(c) || c.isInterface() || c.isRecord()) {
            return null;
        }
        if (c.isAnonymousClass() || c.isLocalClass()) {
            return "is a local or anonymous class, which has no stable name and may hold its surroundings: make it a"
                    + " record or a static nested class";
        }
        if (c.isMemberClass() && !Modifier.isStatic(c.getModifiers())) {
            return "is an inner class and would take its enclosing instance along: declare it static";
        }
        return null;
    }
}
