package dev.sluice.persistence.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a class of the user is made of.
 *
 * @param kind what it is
 * @param name its binary name
 * @param parents its superclass and the interfaces it implements, as far as they are the user's
 * @param fields of a record or class, its own, in the order of declaration
 * @param names of an enum its constants, of a sealed interface or class those that are permitted
 */
public record TypeShape(Kind kind, String name, List<String> parents, List<Field> fields, List<String> names) {

    /** The kinds of types. */
    public enum Kind {
        /** Made by its constructor, of its components. */
        RECORD,
        /** Made field by field. */
        CLASS,
        /** One of its constants. */
        ENUM,
        /** One of the classes that implement it. */
        INTERFACE,
        /** Written and read by code of its own, or a collection: nothing is known of what is inside. */
        OPAQUE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param name its name
     * @param type its type
     */
    public record Field(String name, TypeRef type) {
        @Override
        public String toString() {
            return name + ":" + type.text();
        }
    }

    /** Keeps copies of the lists. */
    public TypeShape {
        parents = List.copyOf(parents);
        fields = List.copyOf(fields);
        names = List.copyOf(names);
    }

    /** @return whether it has fields that are known */
    public boolean isStruct() {
        return kind == Kind.RECORD || kind == Kind.CLASS;
    }

    /** @return one line: {@code record shop.Circle <shop.Shape radius:double} */
    public String text() {
        StringBuilder line = new StringBuilder(kind.word()).append(' ').append(name);
        parents.forEach(parent -> line.append(" <").append(parent));
        names.forEach(one -> line.append(" =").append(one));
        fields.forEach(field -> line.append(' ').append(field));
        return line.toString();
    }

    /**
     * @param line what {@link #text} gave
     * @return the shape
     * @throws IllegalArgumentException if it is none
     */
    public static TypeShape parse(String line) {
        String[] words = line.split(" ");
        if (words.length < 2) {
            throw new IllegalArgumentException("this describes no type: \"" + line + "\"");
        }
        List<String> parents = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            int colon = words[i].indexOf(':');
            if (words[i].startsWith("<")) {
                parents.add(words[i].substring(1));
            } else if (words[i].startsWith("=")) {
                names.add(words[i].substring(1));
            } else if (colon > 0) {
                fields.add(new Field(words[i].substring(0, colon), TypeRef.parse(words[i].substring(colon + 1))));
            } else {
                throw new IllegalArgumentException("this describes no type: \"" + line + "\"");
            }
        }
        return new TypeShape(Kind.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1], parents, fields, names);
    }

    @Override
    public String toString() {
        return text();
    }
}
