package dev.sluice.api.types;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which types can be keys: those whose equality and hash do not depend on the JVM that computes them. */
public final class KeyTypes {
    private KeyTypes() {}

    /**
     * @param type the type of a key
     * @return what is wrong with it and how to mend it, or empty if it can be a key
     */
    public static Optional<String> problem(Class<?> type) {
        return problem(type, type.getSimpleName(), new HashSet<>());
    }

    private static Optional<String> problem(Class<?> type, String path, Set<Class<?>> seen) {
        if (type.isArray()) {
            return Optional.of(path + " is an array, and arrays are equal only to themselves: use a List or a record");
        }
        if (type.isPrimitive() || type.isEnum() || type == Object.class || !seen.add(type)) {
            return Optional.empty();
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return Optional.empty(); // interfaces too: what implements them is judged when it comes
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                Optional<String> problem = problem(component.getType(), path + "." + component.getName(), seen);
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return Optional.empty();
        }
        return declaresEquality(type)
                ? Optional.empty()
                : Optional.of(path + " is a " + type.getName()
                        + ", which has no equals and hashCode of its own: make it a record, or key by its fields");
    }

    private static boolean declaresEquality(Class<?> type) {
        try {
            return type.getMethod("hashCode").getDeclaringClass() != Object.class
                    && type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every class has equals and hashCode", e);
        }
    }
}
