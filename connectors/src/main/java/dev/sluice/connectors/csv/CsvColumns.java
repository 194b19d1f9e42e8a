package dev.sluice.connectors.csv;

import dev.sluice.connectors.text.MalformedRecordException;
import dev.sluice.connectors.text.RecordField;
import dev.sluice.connectors.text.RecordShape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the column of each component of a record class: by its exact name, else by a name that differs only in its
 * style.
 */
final class CsvColumns {
    private CsvColumns() {}

    /**
     * @param shape the record class
     * @param header the names of the file's columns
     * @return the column of each component
     * @throws MalformedRecordException if one is missing, or stands there twice
     */
    static int[] match(RecordShape<?> shape, List<String> header) throws MalformedRecordException {
        int[] columns = new int[shape.fields().size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = find(shape, shape.fields().get(i), header);
        }
        return columns;
    }

    private static int find(RecordShape<?> shape, RecordField field, List<String> header)
            throws MalformedRecordException {
        int[] found = IntStream.range(0, header.size())
                .filter(i -> header.get(i).equals(field.name()))
                .toArray();
        if (found.length == 0) {
            found = IntStream.range(0, header.size())
                    .filter(i -> field.resembles(header.get(i)))
                    .toArray();
        }
        if (found.length == 1) {
            return found[0];
        }
        String component = shape.type().getSimpleName() + "." + field.component();
        if (found.length == 0) {
            throw new MalformedRecordException(
                    "the header has no column \"" + field.name() + "\" for " + component
                            + ": rename the component, name its column with @Column, or, if the file has no header, say so with .withoutHeader()");
        }
        throw new MalformedRecordException("the header has " + found.length + " columns \"" + field.name() + "\" for "
                + component + ": name the right one with @Column, or rename the others");
    }
}
