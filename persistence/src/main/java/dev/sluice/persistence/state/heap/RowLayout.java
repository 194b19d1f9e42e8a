package dev.sluice.persistence.state.heap;

import java.util.ArrayList;
import java.util.List;

/**
 * What the numbers of a row are: the fields of an accumulator, in the order of their names, so that it depends neither
 * on the JVM nor on the order in which they are declared.
 *
 * @param columns by place
 */
record RowLayout(List<Column> columns) {

    /** @param type the name of a primitive type */
    record Column(String name, String type) {}

    RowLayout {
        columns = List.copyOf(columns);
    }

    int width() {
        return columns.size();
    }

    /** As {@code count:long sum:double}. */
    String describe() {
        StringBuilder text = new StringBuilder();
        for (Column column : columns) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(column.name)
                    .append(':')
                    .append(column.type);
        }
        return text.toString();
    }

    static RowLayout parse(String description) {
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
