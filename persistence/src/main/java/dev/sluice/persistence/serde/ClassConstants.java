package dev.sluice.persistence.serde;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The constant pool of a class file. Names of classes are with dots. */
final class ClassConstants {
    private final Map<String, Integer> places = new HashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private int size;

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    int text(String value) throws IOException {
        Integer known = places.get(value);
        if (known != null) {
            return known;
        }
        out.writeByte(1);
        out.writeUTF(value);
        places.put(value, ++size);
        return size;
    }

    int type(String name) throws IOException {
        return entry(7, text(name.replace('.', '/')));
    }

    int string(String value) throws IOException {
        return entry(8, text(value));
    }

    int field(String owner, String name, String descriptor) throws IOException {
        return entry(9, type(owner), entry(12, text(name), text(descriptor)));
    }

    int method(String owner, String name, String descriptor) throws IOException {
        return entry(10, type(owner), entry(12, text(name), text(descriptor)));
    }

    private int entry(int tag, int... parts) throws IOException {
        StringBuilder name = new StringBuilder("\0").append(tag);
        for (int part : parts) {
            name.append(' ').append(part);
        }
        Integer known = places.get(name.toString());
        if (known != null) {
            return known;
        }
        out.writeByte(tag);
        for (int part : parts) {
            out.writeShort(part);
        }
        places.put(name.toString(), ++size);
        return size;
    }
}
