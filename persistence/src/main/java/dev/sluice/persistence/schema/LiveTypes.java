package dev.sluice.persistence.schema;

import dev.sluice.api.types.FormerName;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes classes of this JVM, with all that they are made of, and remembers which they were. For one thread. */
public final class LiveTypes {
    private static final Set<String> HOOKS =
            Set.of("writeObject", "readObject", "writeExternal", "writeReplace", "readResolve");

    private final Map<String, TypeShape> shapes = new TreeMap<>();
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();

    /** Knows nothing yet. */
    public LiveTypes() {}

    /**
     * @param type a type
     * @return how schemas write it; what it is made of is remembered
     */
    public TypeRef ref(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<TypeRef> arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(this::ref)
                    .toList();
            return new TypeRef(ref(generic.getRawType()).name(), arguments, 0);
        } else if (type instanceof GenericArrayType array) {
            return ref(array.getGenericComponentType()).array();
        } else if (type instanceof WildcardType wildcard) {
            return ref(wildcard.getUpperBounds()[0]);
        } else if (type instanceof TypeVariable<?> variable) {
            return ref(erasure(variable));
        }
        Class<?> c = (Class<?>) type;
        if (c.isArray()) {
            return ref(c.getComponentType()).array();
        }
        look(c);
        return TypeRef.of(c.getName());
    }

    /**
     * @param c a class of the user
     * @return what it is made of
     */
    public TypeShape shape(Class<?> c) {
        look(c);
        TypeShape shape = shapes.get(c.getName());
        if (shape == null) {
            throw new IllegalArgumentException(c + " is no class of the user");
        }
        return shape;
    }

    /** @return what all the user's classes that were met are made of, by name */
    public Map<String, TypeShape> shapes() {
        return shapes;
    }

    /**
     * @param name a name in a snapshot
     * @return what the class is called today, as far as it is said; the same name otherwise
     */
    public String today(String name) {
        return renamed.getOrDefault(name, name);
    }

    /** The class of a name of today, if it was met. */
    @Nullable
    Class<?> find(String name) {
        return classes.get(name);
    }

    /**
     * @param element a class or field
     * @return the names that it had
     */
    public static List<String> formerNames(AnnotatedElement element) {
        FormerName former = element.getAnnotation(FormerName.class);
        return former == null ? List.of() : List.of(former.value());
    }

    /**
     * @param c a class
     * @return its own fields that are written
     */
    public static List<Field> fields(Class<?> c) {
        return Stream.of(c.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.isSynthetic())
                .toList();
    }

    /**
     * @param c a class
     * @return whether it comes with Java
     */
    public static boolean isOfJava(Class<?> c) {
        return c.isPrimitive() || c.getName().startsWith("java.") || c.getName().startsWith("javax.");
    }

    /**
     * @param raw a generic class
     * @param arguments its arguments
     * @return the class with these
     */
    public static Type generic(Class<?> raw, Type... arguments) {
        return new Generic(raw, List.of(arguments));
    }

    private record Generic(Class<?> raw, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }
    }

    private static Type erasure(TypeVariable<?> variable) {
        Type bound = variable.getBounds()[0];
        if (bound instanceof TypeVariable<?> other) {
            return erasure(other);
        }
        return bound instanceof ParameterizedType generic ? generic.getRawType() : bound;
    }

    private void look(Class<?> c) {
        if (isOfJava(c) || classes.putIfAbsent(c.getName(), c) != null) {
            return;
        }
        formerNames(c).forEach(name -> renamed.put(name, c.getName()));
        if (isOpaque(c)) {
            put(c, TypeShape.Kind.OPAQUE, List.of(), List.of());
        } else if (c.isEnum()) {
            List<String> constants = Arrays.stream(c.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList();
            put(c, TypeShape.Kind.ENUM, List.of(), constants);
        } else {
            List<TypeShape.Field> fields = new ArrayList<>();
            for (Field field : c.isInterface() ? List.<Field>of() : fields(c)) {
                fields.add(new TypeShape.Field(field.getName(), ref(field.getGenericType())));
            }
            List<String> permitted = new ArrayList<>();
            if (c.isSealed()) {
                for (Class<?> one : c.getPermittedSubclasses()) {
                    look(one);
                    permitted.add(one.getName());
                }
            }
            TypeShape.Kind kind = c.isRecord() ? TypeShape.Kind.RECORD : TypeShape.Kind.CLASS;
            put(c, c.isInterface() ? TypeShape.Kind.INTERFACE : kind, fields, permitted);
        }
    }

    private void put(Class<?> c, TypeShape.Kind kind, List<TypeShape.Field> fields, List<String> names) {
        List<String> parents = new ArrayList<>();
        if (kind != TypeShape.Kind.OPAQUE && kind != TypeShape.Kind.ENUM) {
            Stream.concat(Stream.ofNullable(c.getSuperclass()), Stream.of(c.getInterfaces()))
                    .filter(parent -> !isOfJava(parent))
                    .forEach(parent -> {
                        look(parent);
                        parents.add(parent.getName());
                    });
        }
        shapes.put(c.getName(), new TypeShape(kind, c.getName(), parents, fields, names));
    }

    private static boolean isOpaque(Class<?> c) {
        if (c.isHidden() || Collection.class.isAssignableFrom(c) || Map.class.isAssignableFrom(c)) {
            return true;
        }
        if (c.isEnum() || c.isInterface() || c.isRecord()) {
            return false;
        }
        for (Class<?> layer = c; layer != Object.class; layer = layer.getSuperclass()) {
            if (isOfJava(layer) || Stream.of(layer.getDeclaredMethods()).anyMatch(m -> HOOKS.contains(m.getName()))) {
                return true;
            }
        }
        return false;
    }

    /** The class that a type of a schema is as a value; arrays included. */
    static @Nullable Class<?> ofJava(TypeRef ref) {
        try {
            Class<?> c = Class.forName(ref.name(), false, null);
            return ref.dimensions() == 0
                    ? c
                    : Array.newInstance(c, new int[ref.dimensions()]).getClass();
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
