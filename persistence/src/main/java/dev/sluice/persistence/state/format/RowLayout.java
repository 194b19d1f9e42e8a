package dev.sluice.persistence.state.format;

import java.util.ArrayList;
import java.util.List;

/**
 * What the numbers of a row are: the fields of an accumulator, in the order of their names, so that it depends neither
 * on the JVM nor on the order in which they are declared.
 *
 * @param columns by place
 */
public record RowLayout(List<Column> columns) {

    /**
     * A number.
     *
     * @param name of the field
     * @param type the name of its type, which is primitive
     */
    public record Column(String name, String type) {}

    public RowLayout {
        columns = List.copyOf(columns);
    }

    /** @return how many numbers a row has */
    public int width() {
        return columns.size();
    }

    /** @return as {@code count:long sum:double} */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (Column column : columns) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(column.name)
                    .append(':')
                    .append(column.type);
        }
        return text.toString();
    }

    /**
     * @param description what {@link #describe} gives
     * @return the layout
     */
    public static RowLayout parse(String description) {
        List<Column> columns = new ArrayList<>();
        for (String column : description.split(" ")) {
            int colon = column.indexOf(':');
            if (colon > 0) {
                columns.add(new Column(column.substring(0, colon), column.substring(colon + 1)));
            }
        }
        return new RowLayout(columns);
    }
}
