package dev.sluice.persistence.serde;

import dev.sluice.persistence.schema.LiveTypes;
import dev.sluice.persistence.schema.TypeRef;
import dev.sluice.persistence.schema.TypeShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The user's classes as they were when a snapshot was written, made anew from what its schema says of them: their
 * fields, and no code. Enums that are still called the same, and classes that write themselves, are those of today; for
 * a reader without the classes of today enums are made as well.
 */
final class OldClasses extends ClassLoader {
    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double");

    private final Map<String, TypeShape> shapes;
    private final LiveTypes live;
    private final boolean makesEnums;
    private final Map<String, Class<?>> made = new HashMap<>();

    /**
     * @param shapes what they were made of, by name
     * @param live knows what they are called today
     * @param today finds those of today
     */
    OldClasses(Map<String, TypeShape> shapes, LiveTypes live, ClassLoader today) {
        this(shapes, live, today, false);
    }

    /** @param makesEnums whether enums are made that are still called the same */
    OldClasses(Map<String, TypeShape> shapes, LiveTypes live, ClassLoader today, boolean makesEnums) {
        super(today);
        this.makesEnums = makesEnums;
        this.shapes = new HashMap<>(shapes);
        this.live = live;
    }

    /** Whether a value is of a class that was made here. */
    boolean made(Class<?> c) {
        return c.getClassLoader() == this;
    }

    @Override
    protected synchronized Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> known = made.get(name);
        if (known != null) {
            return known;
        }
        TypeShape shape = shapeOf(name);
        if (shape == null || !isMade(shape)) {
            return super.loadClass(name, resolve);
        }
        byte[] file = shape.kind() == TypeShape.Kind.ENUM ? OldClassFile.ofEnum(name, shape.names()) : file(shape);
        Class<?> c = defineClass(name, file, 0, file.length);
        made.put(name, c);
        return c;
    }

    /** An enum only if it has another name today, by which the JVM would not take it for this one. */
    private boolean isMade(TypeShape shape) {
        return shape.isStruct()
                || shape.kind() == TypeShape.Kind.INTERFACE
                || (shape.kind() == TypeShape.Kind.ENUM
                        && (makesEnums || !live.today(shape.name()).equals(shape.name())));
    }

    /** The shape of a user's class; one that the schema does not know is as it is today. */
    private @Nullable TypeShape shapeOf(String name) throws ClassNotFoundException {
        TypeShape shape = shapes.get(name);
        if (shape == null && !JdkTypes.ofThePlatform(name)) {
            Class<?> today = super.loadClass(live.today(name), false);
            shape = LiveTypes.isOfJava(today) || today.getEnclosingMethod() != null || isOfEnum(today)
                    ? null
                    : named(name, live.shape(today));
            if (shape != null) {
                shapes.put(name, shape);
            }
        }
        return shape;
    }

    private static TypeShape named(String name, TypeShape shape) {
        return new TypeShape(shape.kind(), name, shape.parents(), shape.fields(), shape.names());
    }

    /** Whether it is an enum, or that of a constant with a body of its own. */
    private static boolean isOfEnum(Class<?> c) {
        return Enum.class.isAssignableFrom(c);
    }

    private byte[] file(TypeShape shape) throws ClassNotFoundException {
        String parent = "java.lang.Object";
        List<String> interfaces = new ArrayList<>();
        for (String name : shape.parents()) {
            TypeShape above = shapeOf(name);
            if (above != null && above.kind() == TypeShape.Kind.INTERFACE) {
                interfaces.add(name);
            } else if (above != null && above.isStruct()) {
                parent = name;
            }
        }
        if (shape.kind() == TypeShape.Kind.INTERFACE) {
            return OldClassFile.ofInterface(shape.name(), interfaces);
        }
        List<OldClassFile.Field> fields = new ArrayList<>();
        for (TypeShape.Field field : shape.fields()) {
            String signature = field.type().arguments().isEmpty() ? null : signature(field.type(), true);
            fields.add(new OldClassFile.Field(field.name(), signature(field.type(), false), signature));
        }
        return OldClassFile.of(shape.name(), parent, interfaces, fields);
    }

    /** What class files write for a type; arguments only of Java's own, since those made here have none. */
    private String signature(TypeRef type, boolean generic) {
        String dimensions = "[".repeat(type.dimensions());
        if (PRIMITIVES.contains(type.name())) {
            return dimensions + Character.toUpperCase(primitiveLetter(type.name()));
        }
        TypeShape shape = shapes.get(type.name());
        boolean kept = shape != null && isMade(shape);
        String name = type.isUnknown() ? "java.lang.Object" : type.name();
        String arguments = !generic || kept || type.arguments().isEmpty()
                ? ""
                : type.arguments().stream()
                        .map(argument -> argument.isUnknown() ? "*" : signature(argument, true))
                        .collect(Collectors.joining("", "<", ">"));
        return dimensions + "L" + name.replace('.', '/') + arguments + ";";
    }

    private static char primitiveLetter(String name) {
        return switch (name) {
            case "boolean" -> 'Z';
            case "long" -> 'J';
            default -> name.charAt(0);
        };
    }
}
