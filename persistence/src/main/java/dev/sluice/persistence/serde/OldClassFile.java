package dev.sluice.persistence.serde;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes class files with public fields, a constructor without arguments, and nothing else; and such of enums with
 * their constants. The form is that of chapter 4 of the Java Virtual Machine Specification.
 *
 * <p>Instances are {@link Comparable}, and each is after all others: what is read back in order into a sorted
 * collection stays in that order, without the code that put it there.
 */
final class OldClassFile {
    private static final int MAGIC = 0xCAFEBABE;

    /** Of Java 5: generic signatures, and no stack maps. */
    private static final int VERSION = 49;

    private static final int PUBLIC = 0x0001;
    private static final int STATIC = 0x0008;
    private static final int FINAL = 0x0010;
    private static final int SUPER = 0x0020;
    private static final int INTERFACE = 0x0200;
    private static final int ABSTRACT = 0x0400;
    private static final int ENUM = 0x4000;

    private final ClassConstants pool = new ClassConstants();
    private final String name;
    private final String parent;
    private final List<String> interfaces;
    private final ByteArrayOutputStream fields = new ByteArrayOutputStream();
    private final ByteArrayOutputStream methods = new ByteArrayOutputStream();
    private int fieldCount;
    private int methodCount;

    /** @param signature null: the descriptor says it all */
    record Field(String name, String descriptor, @Nullable String signature) {}

    private OldClassFile(String name, String parent, List<String> interfaces) {
        this.name = name;
        this.parent = parent;
        this.interfaces = interfaces;
    }

    /**
     * @param name with dots
     * @param parent the superclass, with dots
     * @param interfaces with dots
     */
    static byte[] of(String name, String parent, List<String> interfaces, List<Field> fields) {
        List<String> all = new ArrayList<>(interfaces);
        all.add("java.lang.Comparable");
        OldClassFile file = new OldClassFile(name, parent, all);
        try {
            for (Field field : fields) {
                file.field(PUBLIC, field);
            }
            Code constructor = new Code();
            constructor
                    .op(0x2A)
                    .op(0xB7, file.pool.method(parent, "<init>", "()V"))
                    .op(0xB1);
            file.method(PUBLIC, "<init>", "()V", constructor);
            file.method(
                    PUBLIC,
                    "compareTo",
                    "(Ljava/lang/Object;)I",
                    new Code().op(0x04).op(0xAC));
            return file.write(PUBLIC | SUPER);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
    }

    static byte[] ofInterface(String name, List<String> interfaces) {
        try {
            return new OldClassFile(name, "java.lang.Object", interfaces).write(PUBLIC | INTERFACE | ABSTRACT);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
    }

    static byte[] ofEnum(String name, List<String> constants) {
        try {
            OldClassFile file = new OldClassFile(name, "java.lang.Enum", List.of());
            file.enumeration(constants);
            return file.write(PUBLIC | FINAL | SUPER | ENUM);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
    }

    private void enumeration(List<String> constants) throws IOException {
        String self = "L" + name.replace('.', '/') + ";";
        int make = pool.method(name, "<init>", "(Ljava/lang/String;I)V");
        int all = pool.field(name, "$VALUES", "[" + self);
        Code initializer = new Code();
        for (int i = 0; i < constants.size(); i++) {
            field(PUBLIC | STATIC | FINAL | ENUM, new Field(constants.get(i), self, null));
            // new, dup, ldc_w, sipush, invokespecial, putstatic
            initializer
                    .op(0xBB, pool.type(name))
                    .op(0x59)
                    .op(0x13, pool.string(constants.get(i)))
                    .op(0x11, i);
            initializer.op(0xB7, make).op(0xB3, pool.field(name, constants.get(i), self));
        }
        field(PUBLIC | STATIC | FINAL, new Field("$VALUES", "[" + self, null));
        initializer.op(0x11, constants.size()).op(0xBD, pool.type(name)); // sipush, anewarray
        for (int i = 0; i < constants.size(); i++) {
            // dup, sipush, getstatic, aastore
            initializer
                    .op(0x59)
                    .op(0x11, i)
                    .op(0xB2, pool.field(name, constants.get(i), self))
                    .op(0x53);
        }
        method(STATIC, "<clinit>", "()V", initializer.op(0xB3, all).op(0xB1));
        int above = pool.method("java.lang.Enum", "<init>", "(Ljava/lang/String;I)V");
        Code constructor = new Code().op(0x2A).op(0x2B).op(0x1C).op(0xB7, above).op(0xB1);
        method(PUBLIC, "<init>", "(Ljava/lang/String;I)V", constructor);
        method(PUBLIC | STATIC, "values", "()[" + self, new Code().op(0xB2, all).op(0xB0));
    }

    private byte[] write(int access) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeShort(access);
        body.writeShort(pool.type(name));
        body.writeShort(pool.type(parent));
        body.writeShort(interfaces.size());
        for (String one : interfaces) {
            body.writeShort(pool.type(one));
        }
        body.writeShort(fieldCount);
        fields.writeTo(body);
        body.writeShort(methodCount);
        methods.writeTo(body);
        body.writeShort(0);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        DataOutputStream file = new DataOutputStream(whole);
        file.writeInt(MAGIC);
        file.writeInt(VERSION); // minor 0, major
        file.writeShort(pool.size() + 1);
        file.write(pool.bytes());
        file.write(bytes.toByteArray());
        return whole.toByteArray();
    }

    private void field(int access, Field field) throws IOException {
        fieldCount++;
        DataOutputStream out = new DataOutputStream(fields);
        out.writeShort(access);
        out.writeShort(pool.text(field.name));
        out.writeShort(pool.text(field.descriptor));
        if (field.signature == null) {
            out.writeShort(0);
        } else {
            out.writeShort(1);
            out.writeShort(pool.text("Signature"));
            out.writeInt(2);
            out.writeShort(pool.text(field.signature));
        }
    }

    private void method(int access, String method, String descriptor, Code code) throws IOException {
        methodCount++;
        DataOutputStream out = new DataOutputStream(methods);
        byte[] bytes = code.bytes.toByteArray();
        out.writeShort(access);
        out.writeShort(pool.text(method));
        out.writeShort(pool.text(descriptor));
        out.writeShort(1);
        out.writeShort(pool.text("Code"));
        out.writeInt(12 + bytes.length);
        out.writeShort(6); // stack
        out.writeShort(3); // locals
        out.writeInt(bytes.length);
        out.write(bytes);
        out.writeShort(0);
        out.writeShort(0);
    }

    /** The instructions of a method. */
    private static final class Code {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Code op(int one) {
            bytes.write(one);
            return this;
        }

        /** With an operand of two bytes. */
        Code op(int one, int operand) {
            bytes.write(one);
            bytes.write(operand >> 8);
            bytes.write(operand);
            return this;
        }
    }
}
