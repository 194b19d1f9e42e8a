package dev.sluice.persistence.serde;

import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts what collections and maps hold: in place where they can be changed, else in one like them. */
final class Containers {
    private final Converter converter;

    Containers(Converter converter) {
        this.converter = converter;
    }

    Object convert(Object value, Type target, Map<TypeVariable<?>, Type> bound) {
        if (value instanceof Map<?, ?> map) {
            return map(map, target, bound);
        }
        if (value instanceof Map.Entry<?, ?> entry) {
            return entry(entry, target, bound);
        }
        return collection((Collection<?>) value, Converter.argument(target, 0), bound);
    }

    private Object entry(Map.Entry<?, ?> entry, Type target, Map<TypeVariable<?>, Type> bound) {
        Object key = converter.convert(entry.getKey(), Converter.argument(target, 0), bound);
        Object value = converter.convert(entry.getValue(), Converter.argument(target, 1), bound);
        if (key == entry.getKey() && value == entry.getValue()) {
            return entry;
        }
        if (entry instanceof AbstractMap.SimpleEntry) {
            return new AbstractMap.SimpleEntry<>(key, value);
        }
        return entry instanceof AbstractMap.SimpleImmutableEntry || key == null || value == null
                ? new AbstractMap.SimpleImmutableEntry<>(key, value)
                : Map.entry(key, value);
    }

    @SuppressWarnings("unchecked") // what it held is taken out first
    private Object collection(Collection<?> value, Type element, Map<TypeVariable<?>, Type> bound) {
        converter.become(value, value); // one that holds itself, which only a changeable one can
        @Nullable Object[] elements = value.toArray();
        @Nullable Object[] now = new Object[elements.length];
        boolean same = true;
        for (int i = 0; i < elements.length; i++) {
            now[i] = converter.convert(elements[i], element, bound);
            same &= now[i] == elements[i];
        }
        if (same) {
            return value;
        }
        List<@Nullable Object> all = Arrays.asList(now);
        if (value instanceof EnumSet) {
            Object made = enums(all);
            converter.become(value, made);
            return made;
        }
        if (isFixed(value.getClass())) {
            Object made = fixed(value, all);
            converter.become(value, made);
            return made;
        }
        if (value.getClass() == all.getClass()) { // around an array, which is of the old class
            converter.become(value, all);
            return all;
        }
        value.clear();
        ((Collection<@Nullable Object>) value).addAll(all);
        return value;
    }

    /** Of another enum, as a set that is for one only cannot be. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // all of one enum, as before
    private static Object enums(List<@Nullable Object> all) {
        return EnumSet.copyOf((Collection) all);
    }

    private static Object fixed(Collection<?> value, List<@Nullable Object> all) {
        boolean hasNull = all.contains(null);
        if (value instanceof Set) {
            return isImmutable(value.getClass())
                    ? Set.copyOf(all)
                    : Collections.unmodifiableSet(new LinkedHashSet<>(all));
        }
        return isImmutable(value.getClass()) && !hasNull
                ? List.copyOf(all)
                : Collections.unmodifiableList(new ArrayList<>(all));
    }

    @SuppressWarnings("unchecked") // what it held is taken out first
    private Object map(Map<?, ?> value, Type target, Map<TypeVariable<?>, Type> bound) {
        converter.become(value, value);
        Map<@Nullable Object, @Nullable Object> now = new LinkedHashMap<>();
        boolean same = true;
        for (Map.Entry<?, ?> entry : value.entrySet()) {
            Object key = converter.convert(entry.getKey(), Converter.argument(target, 0), bound);
            Object held = converter.convert(entry.getValue(), Converter.argument(target, 1), bound);
            same &= key == entry.getKey() && held == entry.getValue();
            now.put(key, held);
        }
        if (same) {
            return value;
        }
        if (value instanceof EnumMap) {
            Object made = enums(now);
            converter.become(value, made);
            return made;
        }
        if (isFixed(value.getClass())) {
            Object made = isImmutable(value.getClass()) ? Map.copyOf(now) : Collections.unmodifiableMap(now);
            converter.become(value, made);
            return made;
        }
        value.clear();
        ((Map<@Nullable Object, @Nullable Object>) value).putAll(now);
        return value;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // all keys of one enum, as before
    private static Object enums(Map<@Nullable Object, @Nullable Object> all) {
        return new EnumMap((Map) all);
    }

    private static boolean isImmutable(Class<?> c) {
        return c.getName().startsWith("java.util.ImmutableCollections$");
    }

    private static boolean isFixed(Class<?> c) {
        String name = c.getName();
        return isImmutable(c)
                || (name.startsWith("java.util.Collections$")
                        && !name.contains("Synchronized")
                        && !name.contains("SetFromMap"));
    }
}
