package dev.sluice.persistence.serde;

import dev.sluice.persistence.schema.LiveTypes;
import dev.sluice.persistence.schema.Widening;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of {@link OldClasses} into those of today: by their class, and where the class does not say (a number in
 * a list) by what holds them.
 */
final class Converter {
    private final AllowedTypes types;
    private final OldClasses old;
    private final LiveTypes live;
    private final Map<Class<?>, TodaysClass> classes = new HashMap<>();
    private final IdentityHashMap<Object, Object> done = new IdentityHashMap<>();
    private final Containers containers = new Containers(this);

    Converter(AllowedTypes types, OldClasses old, LiveTypes live) {
        this.types = types;
        this.old = old;
        this.live = live;
    }

    /** A value, with all that is in it; nothing is shared with other values. */
    @Nullable
    Object convert(@Nullable Object value, Type target) {
        done.clear();
        return convert(value, target, Map.of());
    }

    @Nullable
    Object convert(@Nullable Object value, Type to, Map<TypeVariable<?>, Type> bound) {
        Type target = resolve(to, bound);
        Class<?> raw = erased(target);
        if (raw == Optional.class && !(value instanceof Optional)) {
            return Optional.ofNullable(convert(value, argument(target, 0), bound));
        }
        if (value == null) {
            return raw.isPrimitive() ? Defaults.of(raw) : null;
        }
        if (value instanceof Optional<?> optional) {
            Object inside = optional.orElse(null);
            Object now = convert(inside, argument(target, 0), bound);
            return now == inside ? value : Optional.ofNullable(now);
        }
        if (value.getClass().isArray()) {
            return array(value, target, bound);
        }
        if (value instanceof Enum<?> constant) {
            return old.made(constant.getDeclaringClass()) ? constant(constant) : value;
        }
        if (old.made(value.getClass())) {
            return struct(value, target, bound);
        }
        if (value instanceof Collection || value instanceof Map || value instanceof Map.Entry) {
            Object known = done.get(value);
            return known != null ? known : containers.convert(value, target, bound);
        }
        return Widening.holds(value.getClass().getName(), raw.getName()) ? Widening.widen(value, raw) : value;
    }

    /** Remembers what something became, before what it holds is looked at. */
    void become(Object before, Object now) {
        done.put(before, now);
    }

    private Object struct(Object value, Type target, Map<TypeVariable<?>, Type> bound) {
        Object known = done.get(value);
        if (known != null) {
            return known;
        }
        TodaysClass today = classes.computeIfAbsent(value.getClass(), this::find);
        Map<TypeVariable<?>, Type> inside = new HashMap<>();
        if (target instanceof ParameterizedType generic && generic.getRawType() == today.type()) {
            TypeVariable<?>[] variables = today.type().getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                inside.put(variables[i], resolve(generic.getActualTypeArguments()[i], bound));
            }
        } else if (!erased(target).isAssignableFrom(today.type())) {
            // What wraps a state's values for the engine: the target is that of what is in it.
            for (TypeVariable<?> variable : today.type().getTypeParameters()) {
                inside.put(variable, target);
            }
        }
        return today.make(value, inside, this);
    }

    private Object constant(Enum<?> before) {
        Class<?> today = today(before.getDeclaringClass());
        for (Object one : today.isEnum() ? today.getEnumConstants() : new Object[0]) {
            if (((Enum<?>) one).name().equals(before.name())) {
                return one;
            }
        }
        throw new DamagedValueException("enum " + today.getName() + " has no constant " + before.name());
    }

    private TodaysClass find(Class<?> before) {
        String name = live.today(before.getName());
        if (!types.allowsName(name)) {
            throw new UndeclaredTypeException(name);
        }
        try {
            return new TodaysClass(Class.forName(name, false, types.loader()), before);
        } catch (ClassNotFoundException e) {
            throw new DamagedValueException(
                    "class " + name + " is gone: if it has another name now, say @FormerName(\"" + name + "\") there",
                    e);
        }
    }

    private Object array(Object value, Type target, Map<TypeVariable<?>, Type> bound) {
        Class<?> component = value.getClass().getComponentType();
        if (component.isPrimitive()) {
            return value;
        }
        Object known = done.get(value);
        if (known != null) {
            return known;
        }
        Object[] elements = (Object[]) value;
        Object[] now = (Object[]) Array.newInstance(today(component), elements.length);
        become(value, now);
        Type inside = target instanceof GenericArrayType generic
                ? generic.getGenericComponentType()
                : erased(target).isArray() ? erased(target).getComponentType() : Object.class;
        for (int i = 0; i < elements.length; i++) {
            now[i] = convert(elements[i], inside, bound);
        }
        return now;
    }

    Class<?> today(Class<?> c) {
        if (c.isArray()) {
            return Array.newInstance(today(c.getComponentType()), 0).getClass();
        }
        if (!old.made(c)) {
            return c;
        }
        try {
            return Class.forName(live.today(c.getName()), false, types.loader());
        } catch (ClassNotFoundException e) {
            throw new DamagedValueException("class " + c.getName() + " is gone", e);
        }
    }

    static Type resolve(Type type, Map<TypeVariable<?>, Type> bound) {
        if (type instanceof TypeVariable<?> variable) {
            return bound.getOrDefault(variable, Object.class);
        }
        return type instanceof WildcardType wildcard ? resolve(wildcard.getUpperBounds()[0], bound) : type;
    }

    static Class<?> erased(Type type) {
        if (type instanceof Class<?> c) {
            return c;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        return type instanceof GenericArrayType array
                ? Array.newInstance(erased(array.getGenericComponentType()), 0).getClass()
                : Object.class;
    }

    static Type argument(Type type, int place) {
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments().length > place
                ? generic.getActualTypeArguments()[place]
                : Object.class;
    }

    /** The field of the old class for one of today's, by its name or a former one; null if there is none. */
    static @Nullable Field before(Class<?> before, Field today) {
        for (Class<?> layer = before; layer != Object.class; layer = Objects.requireNonNull(layer.getSuperclass())) {
            for (Field field : layer.getDeclaredFields()) {
                if (field.getName().equals(today.getName())
                        || LiveTypes.formerNames(today).contains(field.getName())) {
                    return field;
                }
            }
        }
        return null;
    }

    /** The field behind a record component. */
    static Field field(Class<?> type, RecordComponent component) {
        try {
            return type.getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e); // each has one
        }
    }
}
