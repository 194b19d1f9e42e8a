package dev.sluice.persistence.serde;

import dev.sluice.persistence.schema.LiveTypes;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.fory.reflect.ObjectInstantiator;
import org.apache.fory.reflect.ObjectInstantiators;
import org.jspecify.annotations.Nullable;

/** A record or class of today, and how its fields are found in objects of what it was. */
final class TodaysClass {
    private final Class<?> type;
    private final List<Part> parts = new ArrayList<>();
    private final @Nullable Constructor<?> constructor;
    private final @Nullable ObjectInstantiator<?> instantiator;

    /** @param before null: it was added since */
    private record Part(Field field, @Nullable Field before) {}

    TodaysClass(Class<?> type, Class<?> old) {
        this.type = type;
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                Field field = Converter.field(type, component);
                parts.add(new Part(field, Converter.before(old, field)));
            }
        } else {
            for (Class<?> layer = type; layer != null && layer != Object.class; layer = layer.getSuperclass()) {
                for (Field field : LiveTypes.fields(layer)) {
                    field.setAccessible(true);
                    parts.add(new Part(field, Converter.before(old, field)));
                }
            }
        }
        constructor = constructor(type);
        instantiator = constructor == null ? ObjectInstantiators.getObjectInstantiator(type) : null;
    }

    Class<?> type() {
        return type;
    }

    private static @Nullable Constructor<?> constructor(Class<?> type) {
        try {
            Class<?>[] components = type.isRecord()
                    ? Stream.of(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new)
                    : new Class<?>[0];
            Constructor<?> found = type.getDeclaredConstructor(components);
            found.setAccessible(true);
            return found;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Makes what an object is today. */
    Object make(Object old, Map<TypeVariable<?>, Type> bound, Converter converter) {
        try {
            return type.isRecord() ? record(old, bound, converter) : object(old, bound, converter);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "the constructor of " + type.getName() + " refuses it: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made: " + e, e);
        }
    }

    private Object record(Object old, Map<TypeVariable<?>, Type> bound, Converter converter)
            throws ReflectiveOperationException {
        @Nullable Object[] arguments = new Object[parts.size()];
        for (int i = 0; i < arguments.length; i++) {
            Part part = parts.get(i);
            arguments[i] = part.before == null
                    ? Defaults.of(part.field.getType())
                    : converter.convert(part.before.get(old), part.field.getGenericType(), bound);
        }
        Object made = Objects.requireNonNull(constructor).newInstance(arguments);
        converter.become(old, made);
        return made;
    }

    private Object object(Object old, Map<TypeVariable<?>, Type> bound, Converter converter)
            throws ReflectiveOperationException {
        Object made = constructor != null
                ? constructor.newInstance()
                : Objects.requireNonNull(instantiator).newInstance();
        converter.become(old, made);
        for (Part part : parts) {
            if (part.before != null) {
                part.field.set(made, converter.convert(part.before.get(old), part.field.getGenericType(), bound));
            } else if (part.field.get(made) == null) {
                part.field.set(made, Defaults.of(part.field.getType()));
            }
        }
        return made;
    }
}
