package dev.sluice.persistence.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which numbers hold all values of others, and which classes are the boxes of which. */
public final class Widening {
    private static final List<String> WHOLE = List.of("byte", "short", "int", "long");
    private static final List<String> FRACTIONS = List.of("float", "double");
    private static final Map<String, String> UNBOXED = Map.of(
            "java.lang.Byte", "byte",
            "java.lang.Short", "short",
            "java.lang.Integer", "int",
            "java.lang.Long", "long",
            "java.lang.Float", "float",
            "java.lang.Double", "double",
            "java.lang.Boolean", "boolean",
            "java.lang.Character", "char");

    private Widening() {}

    /**
     * @param name of a type
     * @return that of the primitive type, if it is a box
     */
    public static String unboxed(String name) {
        return UNBOXED.getOrDefault(name, name);
    }

    /**
     * @param from a type's name
     * @param to another's
     * @return whether both are numbers, boxed or not, and the other holds all values of the one, or both are the same
     *     but for the box
     */
    public static boolean holds(String from, String to) {
        String before = unboxed(from);
        String after = unboxed(to);
        if (before.equals(after)) {
            return UNBOXED.containsValue(before);
        }
        return isWider(WHOLE, before, after) || isWider(FRACTIONS, before, after);
    }

    private static boolean isWider(List<String> order, String before, String after) {
        return order.contains(before) && order.indexOf(before) < order.indexOf(after);
    }

    /**
     * @param value a value
     * @param to the class of a number that holds it
     * @return the same as that; the value itself if it is none
     */
    public static @Nullable Object widen(@Nullable Object value, Class<?> to) {
        if (!(value instanceof Number number)) {
            return value;
        }
        return switch (unboxed(to.getName())) {
            case "short" -> (Object) number.shortValue();
            case "int" -> (Object) number.intValue();
            case "long" -> (Object) number.longValue();
            case "double" -> (Object) number.doubleValue();
            default -> value;
        };
    }
}
