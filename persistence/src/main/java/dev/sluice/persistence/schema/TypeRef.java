package dev.sluice.persistence.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A type as a field or state is declared with it: {@code java.util.List<shop.Order>}, {@code int[]}.
 *
 * @param name the binary name of a class without type arguments, the name of a primitive type, {@code ?} where nothing
 *     is known, or for a state what it is: {@code ValueState}, {@code MapState}...
 * @param arguments its type arguments
 * @param dimensions of an array, else 0
 */
public record TypeRef(String name, List<TypeRef> arguments, int dimensions) {
    /** A type of which nothing is known. */
    public static final TypeRef UNKNOWN = new TypeRef("?", List.of(), 0);

    /** Keeps a copy of the arguments. */
    public TypeRef {
        arguments = List.copyOf(arguments);
    }

    static TypeRef of(String name, TypeRef... arguments) {
        return new TypeRef(name, List.of(arguments), 0);
    }

    TypeRef array() {
        return new TypeRef(name, arguments, dimensions + 1);
    }

    /** @return whether nothing is known of it */
    public boolean isUnknown() {
        return name.equals("?");
    }

    /** @return as {@link #parse} reads it, without spaces */
    public String text() {
        String inside = arguments.isEmpty()
                ? ""
                : arguments.stream().map(TypeRef::text).collect(Collectors.joining(",", "<", ">"));
        return name + inside + "[]".repeat(dimensions);
    }

    /**
     * @param text what {@link #text} gave
     * @return the type
     * @throws IllegalArgumentException if it is none
     */
    public static TypeRef parse(String text) {
        Parser parser = new Parser(text);
        TypeRef type = parser.type();
        if (parser.at != text.length()) {
            throw parser.unexpected();
        }
        return type;
    }

    @Override
    public String toString() {
        return text();
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        TypeRef type() {
            int start = at;
            while (at < text.length() && "<>,[] ".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String name = text.substring(start, at);
            if (name.isEmpty()) {
                throw unexpected();
            }
            List<TypeRef> arguments = new ArrayList<>();
            if (skip("<")) {
                do {
                    arguments.add(type());
                } while (skip(","));
                if (!skip(">")) {
                    throw unexpected();
                }
            }
            int dimensions = 0;
            while (skip("[]")) {
                dimensions++;
            }
            return new TypeRef(name, arguments, dimensions);
        }

        private boolean skip(String next) {
            boolean found = text.startsWith(next, at);
            at += found ? next.length() : 0;
            return found;
        }

        IllegalArgumentException unexpected() {
            return new IllegalArgumentException("this is no type: \"" + text + "\", at " + at);
        }
    }
}
