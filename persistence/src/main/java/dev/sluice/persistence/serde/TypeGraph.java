package dev.sluice.persistence.serde;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Walks every class that a value of a type can be made of, as far as declarations tell: fields and record components,
 * superclasses, permitted subclasses of sealed types, elements of arrays, arguments of generic types.
 */
final class TypeGraph {
    /** What looks at each class. */
    interface Visitor {
        /**
         * Looks at one class, never an array nor a type variable.
         *
         * @param path where it stands, as a user would write it: {@code Order.items[].price}
         * @return whether to go on with what the class is made of
         */
        boolean visit(Class<?> type, String path);
    }

    /**
     * A generic type can contain itself with ever longer arguments; nobody's data is nested this deep by declaration.
     */
    private static final int MAX_DEPTH = 64;

    private final Visitor visitor;
    private final Set<Seen> seen = new HashSet<>();
    private int depth;

    private TypeGraph(Visitor visitor) {
        this.visitor = visitor;
    }

    static void walk(Type type, Visitor visitor) {
        new TypeGraph(visitor).walk(type, Map.of(), simpleName(type));
    }

    private void walk(Type type, Map<TypeVariable<?>, Type> bound, String path) {
        if (depth == MAX_DEPTH) {
            return;
        }
        depth++;
        if (type instanceof Class<?> c) {
            enter(c, Map.of(), path);
        } else if (type instanceof ParameterizedType p) {
            parameterized(p, bound, path);
        } else if (type instanceof GenericArrayType a) {
            walk(a.getGenericComponentType(), bound, path + "[]");
        } else if (type instanceof WildcardType w) {
            walk(w.getUpperBounds()[0], bound, path);
        } else if (type instanceof TypeVariable<?> v) {
            Type argument = bound.get(v);
            walk(argument == null ? erasure(v) : argument, Map.of(), path);
        }
        depth--;
    }

    private void parameterized(ParameterizedType type, Map<TypeVariable<?>, Type> outer, String path) {
        Class<?> raw = (Class<?>) type.getRawType();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        Type[] arguments = type.getActualTypeArguments();
        Map<TypeVariable<?>, Type> bound = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            bound.put(variables[i], resolve(arguments[i], outer));
        }
        enter(raw, bound, path);
        if (JdkTypes.ofThePlatform(raw.getName())) {
            for (int i = 0; i < arguments.length; i++) {
                boolean keys = arguments.length == 2 && i == 0;
                walk(arguments[i], outer, path + (keys ? "[key]" : "[]"));
            }
        }
    }

    private void enter(Class<?> type, Map<TypeVariable<?>, Type> bound, String path) {
        if (type.isArray()) {
            walk(type.getComponentType(), bound, path + "[]");
            return;
        }
        if (!seen.add(new Seen(type, bound)) || !visitor.visit(type, path)) {
            return;
        }
        if (type.isPrimitive() || type.isEnum() || JdkTypes.ofThePlatform(type.getName())) {
            return;
        }
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                walk(permitted, Map.of(), simpleName(permitted));
            }
        }
        if (type.getGenericSuperclass() != null) {
            walk(type.getGenericSuperclass(), bound, path);
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                walk(field.getGenericType(), bound, path + "." + field.getName());
            }
        }
    }

    /** The type with its variables replaced where they stand alone; a variable deeper inside is left to its bound. */
    private static Type resolve(Type type, Map<TypeVariable<?>, Type> bound) {
        return type instanceof TypeVariable<?> v ? bound.getOrDefault(v, erasure(v)) : type;
    }

    private static Type erasure(TypeVariable<?> variable) {
        Type first = variable.getBounds()[0];
        if (first instanceof TypeVariable<?> v) {
            return erasure(v);
        }
        return first instanceof ParameterizedType p ? p.getRawType() : first;
    }

    private static String simpleName(Type type) {
        if (type instanceof Class<?> c) {
            return c.getSimpleName().isEmpty() ? c.getName() : c.getSimpleName();
        }
        return type instanceof ParameterizedType p ? simpleName(p.getRawType()) : type.getTypeName();
    }

    private record Seen(Class<?> type, Map<TypeVariable<?>, Type> bound) {}
}
