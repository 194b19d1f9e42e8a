package dev.sluice.runtime.offline;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes values into what JSON has; classes are seen by their public fields. */
final class RawValues {
    private final IdentityHashMap<Object, Boolean> within = new IdentityHashMap<>();

    private RawValues() {}

    static Object of(Object value) {
        Object plain = new RawValues().plain(value);
        return plain == null ? "null" : plain;
    }

    private @Nullable Object plain(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        if (within.put(value, true) != null) {
            return "(the same as around it)";
        }
        Object plain = composed(value);
        within.remove(value);
        return plain;
    }

    private Object composed(Object value) {
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> list = new ArrayList<>();
            elements.forEach(element -> list.add(plain(element)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value.getClass().isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                list.add(plain(Array.get(value, i)));
            }
            return list;
        }
        return value.getClass().getName().startsWith("java.") ? value.toString() : fields(value);
    }

    /** Keys of JSON are strings: a map of other keys becomes a list. */
    private Object map(Map<?, ?> map) {
        Map<String, @Nullable Object> byName = new LinkedHashMap<>();
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        map.forEach((key, value) -> {
            Object name = plain(key);
            Object plain = plain(value);
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("key", name);
            entry.put("value", plain);
            list.add(entry);
            if (!(name instanceof Map || name instanceof List)) {
                byName.put(String.valueOf(name), plain);
            }
        });
        return byName.size() == list.size() ? byName : list;
    }

    private Object fields(Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Class<?> type = value.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isPublic(field.getModifiers()) && !Modifier.isStatic(field.getModifiers())) {
                    fields.putIfAbsent(field.getName(), read(field, value));
                }
            }
        }
        return fields.isEmpty() ? value.toString() : fields;
    }

    private @Nullable Object read(Field field, Object value) {
        try {
            return plain(field.get(value));
        } catch (IllegalAccessException e) {
            return e.getMessage();
        }
    }
}
