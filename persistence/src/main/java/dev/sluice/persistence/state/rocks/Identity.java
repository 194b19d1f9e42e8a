package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.RecordParts;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes a key equal to others, in bytes: lists by their elements and sets and maps in an order of their own,
 * whatever their classes are; records by class and components, enums by class and name. It goes together with the hash
 * of keys, which sees the same.
 */
final class Identity {
    private static final int NULL = 0;
    private static final int TEXT = 1;
    private static final int ENUM = 2;
    private static final int RECORD = 3;
    private static final int LIST = 4;
    private static final int SET = 5;
    private static final int MAP = 6;
    private static final int OPTIONAL = 7;
    private static final int OTHER = 8;

    /** Of the FNV-1a hash of 64 bits (Fowler, Noll, Vo; public domain). */
    private static final long FNV_START = 0xcbf29ce484222325L;

    private static final long FNV_PRIME = 0x100000001b3L;

    private record Type(long name, MethodHandle[] components) {}

    private static final ClassValue<Type> TYPES = new ClassValue<>() {
        @Override
        protected Type computeValue(Class<?> type) {
            MethodHandle[] handles = type.isRecord() ? RecordParts.of(type) : new MethodHandle[0];
            return new Type(hash(type.getName()), handles);
        }
    };

    private final ValueCodec codec;

    Identity(ValueCodec codec) {
        this.codec = codec;
    }

    void put(@Nullable Object part, Bytes out) {
        if (part == null) {
            out.putByte(NULL);
        } else if (part instanceof String text) {
            out.putByte(TEXT);
            putText(text, out);
        } else if (part instanceof Enum<?> constant) {
            out.putByte(ENUM);
            out.putLong(TYPES.get(constant.getDeclaringClass()).name);
            putText(constant.name(), out);
        } else if (part instanceof Record) {
            out.putByte(RECORD);
            Type type = TYPES.get(part.getClass());
            out.putLong(type.name);
            for (MethodHandle component : type.components) {
                put(RecordParts.read(component, part), out);
            }
        } else if (part instanceof List<?> list) {
            out.putByte(LIST);
            out.putInt(list.size());
            list.forEach(element -> put(element, out));
        } else if (part instanceof Collection<?> set) {
            out.putByte(SET);
            putSorted(set.stream().map(this::encoded).toList(), out);
        } else if (part instanceof Map<?, ?> map) {
            out.putByte(MAP);
            putSorted(
                    map.entrySet().stream()
                            .map(entry -> encoded(Arrays.asList(entry.getKey(), entry.getValue())))
                            .toList(),
                    out);
        } else if (part instanceof Optional<?> optional) {
            out.putByte(OPTIONAL);
            put(optional.orElse(null), out);
        } else {
            out.putByte(OTHER);
            byte[] bytes = codec.encode(part);
            out.putInt(bytes.length);
            out.put(bytes, 0, bytes.length);
        }
    }

    private static void putText(String text, Bytes out) {
        out.putInt(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.putShort(text.charAt(i));
        }
    }

    private byte[] encoded(@Nullable Object part) {
        Bytes bytes = new Bytes();
        put(part, bytes);
        return bytes.copy();
    }

    private static void putSorted(List<byte[]> parts, Bytes out) {
        List<byte[]> sorted = new ArrayList<>(parts);
        sorted.sort(Arrays::compare);
        out.putInt(sorted.size());
        sorted.forEach(part -> out.put(part, 0, part.length));
    }

    private static long hash(String name) {
        long hash = FNV_START;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
