package dev.sluice.connectors.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record class, as a column.
 *
 * @param component the component's name
 * @param column the name given with {@code @Column}, or null
 * @param declared the component's type
 * @param type the type of the values: the content of an Optional, the box of a primitive
 * @param optional whether it is an Optional
 * @param nullable whether null may stand in it: a box, or annotated as nullable
 * @param decimals how many decimals are written, or -1
 */
public record RecordField(
        String component,
        @Nullable String column,
        Class<?> declared,
        Class<?> type,
        boolean optional,
        boolean nullable,
        int decimals) {

    /** @return what the column is called where it is written */
    public String name() {
        return column == null ? component : column;
    }

    /** @return whether an absent value is a value */
    public boolean mayBeAbsent() {
        return optional || nullable;
    }

    /**
     * @param header a column's name
     * @return whether it is this column's, but for the case of letters, underscores, hyphens and blanks
     */
    public boolean resembles(String header) {
        return column == null && plain(component).equals(plain(header));
    }

    private static String plain(String name) {
        return name.replaceAll("[_\\- ]", "").toLowerCase(Locale.ROOT);
    }
}
