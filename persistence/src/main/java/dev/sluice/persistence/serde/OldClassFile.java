package dev.sluice.persistence.serde;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes class files with public fields, a constructor without arguments, and nothing else, in the form of chapter 4 of
 * the Java Virtual Machine Specification.
 *
 * <p>Instances are {@link Comparable}, and each is after all others: what is read back in order into a sorted
 * collection stays in that order, without the code that put it there.
 */
final class OldClassFile {
    private static final int MAGIC = 0xCAFEBABE;

    /** Of Java 5: generic signatures, and no stack maps. */
    private static final int VERSION = 49;

    private static final int PUBLIC = 0x0001;
    private static final int SUPER = 0x0020;
    private static final int INTERFACE = 0x0200;
    private static final int ABSTRACT = 0x0400;

    private final Map<String, Integer> places = new HashMap<>();
    private final ByteArrayOutputStream constants = new ByteArrayOutputStream();
    private final DataOutputStream pool = new DataOutputStream(constants);
    private int size;

    /** @param signature null: the descriptor says it all */
    record Field(String name, String descriptor, @Nullable String signature) {}

    private OldClassFile() {}

    /**
     * @param name with dots
     * @param parent the superclass, with dots
     * @param interfaces with dots
     */
    static byte[] of(String name, String parent, List<String> interfaces, List<Field> fields) {
        try {
            return new OldClassFile().write(name, parent, interfaces, fields, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
    }

    static byte[] ofInterface(String name, List<String> interfaces) {
        try {
            return new OldClassFile().write(name, "java.lang.Object", interfaces, List.of(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
    }

    private byte[] write(String name, String parent, List<String> interfaces, List<Field> fields, boolean isInterface)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeShort(isInterface ? PUBLIC | INTERFACE | ABSTRACT : PUBLIC | SUPER);
        body.writeShort(type(name));
        body.writeShort(type(parent));
        List<String> all = new ArrayList<>(interfaces);
        if (!isInterface) {
            all.add("java.lang.Comparable");
        }
        body.writeShort(all.size());
        for (String one : all) {
            body.writeShort(type(one));
        }
        body.writeShort(fields.size());
        for (Field field : fields) {
            field(field, body);
        }
        if (isInterface) {
            body.writeShort(0);
        } else {
            body.writeShort(2);
            // aload_0, invokespecial super(), return
            int constructor = method(parent);
            method("<init>", "()V", body, 0x2A, 0xB7, constructor >> 8, constructor & 0xFF, 0xB1);
            method("compareTo", "(Ljava/lang/Object;)I", body, 0x04, 0xAC); // iconst_1, ireturn
        }
        body.writeShort(0);
        return file(bytes.toByteArray());
    }

    private byte[] file(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream file = new DataOutputStream(bytes);
        file.writeInt(MAGIC);
        file.writeInt(VERSION); // minor 0, major
        file.writeShort(size + 1);
        file.write(constants.toByteArray());
        file.write(body);
        return bytes.toByteArray();
    }

    private void field(Field field, DataOutputStream body) throws IOException {
        body.writeShort(PUBLIC);
        body.writeShort(text(field.name));
        body.writeShort(text(field.descriptor));
        if (field.signature == null) {
            body.writeShort(0);
        } else {
            body.writeShort(1);
            body.writeShort(text("Signature"));
            body.writeInt(2);
            body.writeShort(text(field.signature));
        }
    }

    private void method(String name, String descriptor, DataOutputStream body, int... code) throws IOException {
        body.writeShort(PUBLIC);
        body.writeShort(text(name));
        body.writeShort(text(descriptor));
        body.writeShort(1);
        body.writeShort(text("Code"));
        body.writeInt(12 + code.length);
        body.writeShort(1); // stack
        body.writeShort(2); // locals
        body.writeInt(code.length);
        for (int one : code) {
            body.writeByte(one);
        }
        body.writeShort(0);
        body.writeShort(0);
    }

    private int text(String value) throws IOException {
        Integer known = places.get(value);
        if (known != null) {
            return known;
        }
        pool.writeByte(1);
        pool.writeUTF(value);
        places.put(value, ++size);
        return size;
    }

    private int type(String name) throws IOException {
        int at = text(name.replace('.', '/'));
        Integer known = places.get("type " + name);
        if (known != null) {
            return known;
        }
        pool.writeByte(7);
        pool.writeShort(at);
        places.put("type " + name, ++size);
        return size;
    }

    /** The constructor of the superclass. */
    private int method(String parent) throws IOException {
        int owner = type(parent);
        int name = text("<init>");
        int descriptor = text("()V");
        pool.writeByte(12);
        pool.writeShort(name);
        pool.writeShort(descriptor);
        int nameAndType = ++size;
        pool.writeByte(10);
        pool.writeShort(owner);
        pool.writeShort(nameAndType);
        return ++size;
    }
}
