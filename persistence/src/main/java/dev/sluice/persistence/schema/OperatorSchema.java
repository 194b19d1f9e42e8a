package dev.sluice.persistence.schema;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The types of one operator's state, as its snapshots carry them: text of one line for each state and each class of the
 * user.
 *
 * <pre>
 * sluice-schema 1
 * key java.lang.String
 * state MapState&lt;shop.Size,shop.Order&gt; orders by size
 * enum shop.Size =SMALL =LARGE
 * record shop.Order id:long size:shop.Size notes:java.util.List&lt;java.lang.String&gt;
 * </pre>
 *
 * @param key the type of its keys; null if it has none
 * @param states the types of its states by name: {@code ValueState<V>}, {@code ListState<E>}, {@code MapState<K,V>},
 *     {@code ReducingState<V>}, {@code AggregatingState<A>}, {@code BroadcastState<K,V>} and
 *     {@code OperatorListState<E>} as they are declared, with {@code window-} before what is kept by window; and what
 *     operators keep by themselves, as {@code accumulator<A>}, or as {@code window<A>} if there is more around it
 * @param types what the user's classes are made of, by name
 */
public record OperatorSchema(@Nullable TypeRef key, Map<String, TypeRef> states, Map<String, TypeShape> types) {
    /** The name of the part of an operator's snapshot that holds its schema: UTF-8. */
    public static final String STATE = "$schema";

    private static final String HEAD = "sluice-schema ";
    private static final int VERSION = 1;

    /** Keeps copies of the maps. */
    public OperatorSchema {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
        types = Collections.unmodifiableMap(new TreeMap<>(types));
    }

    /** @return its canonical form */
    public String text() {
        StringBuilder text = new StringBuilder(HEAD).append(VERSION).append('\n');
        if (key != null) {
            text.append("key ").append(key.text()).append('\n');
        }
        states.forEach((name, type) -> text.append("state ")
                .append(type.text())
                .append(' ')
                .append(name.replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n'));
        types.values().forEach(shape -> text.append(shape.text()).append('\n'));
        return text.toString();
    }

    /** @return {@link #text} as snapshots hold it */
    public byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param bytes what {@link #bytes} gave
     * @return the schema
     * @throws IllegalArgumentException if it is none, or a later version wrote it
     */
    public static OperatorSchema parse(byte[] bytes) {
        return parse(new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * @param text what {@link #text} gave
     * @return the schema
     * @throws IllegalArgumentException if it is none, or a later version wrote it
     */
    public static OperatorSchema parse(String text) {
        String[] lines = text.split("\n");
        if (!lines[0].equals(HEAD + VERSION)) {
            throw new IllegalArgumentException(
                    "this is no schema that this version of Sluice reads, which begins with \"" + HEAD + VERSION
                            + "\": \"" + lines[0] + "\"");
        }
        TypeRef key = null;
        Map<String, TypeRef> states = new LinkedHashMap<>();
        Map<String, TypeShape> types = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] words = lines[i].split(" ", 3);
            if (words[0].equals("key") && words.length == 2) {
                key = TypeRef.parse(words[1]);
            } else if (words[0].equals("state") && words.length == 3) {
                states.put(unescaped(words[2]), TypeRef.parse(words[1]));
            } else {
                TypeShape shape = TypeShape.parse(lines[i]);
                types.put(shape.name(), shape);
            }
        }
        return new OperatorSchema(key, states, types);
    }

    private static String unescaped(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                c = name.charAt(++i) == 'n' ? '\n' : '\\';
            }
            text.append(c);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
