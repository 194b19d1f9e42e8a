package dev.sluice.connectors.csv;

import dev.sluice.connectors.file.RecordEncoder;
import dev.sluice.connectors.text.RecordShape;
import dev.sluice.connectors.text.TextBuffer;
import java.util.List;

/** Writes records as rows. */
final class CsvEncoder<R extends Record> implements RecordEncoder<R> {
    private final List<String> names;
    private final CellWriter[] cells;

    CsvEncoder(RecordShape<R> shape) {
        this.names = shape.fields().stream().map(field -> field.name()).toList();
        this.cells = new CellWriter[names.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = CellWriter.of(shape.fields().get(i), shape.accessor(i));
        }
    }

    @Override
    public void begin(TextBuffer out) {
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            CsvText.write(names.get(i), out);
        }
        out.write('\n');
    }

    @Override
    public void encode(R record, TextBuffer out) throws Exception {
        int start = out.size();
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                out.write(',');
            }
            cells[i].write(record, out);
        }
        if (out.size() == start) {
            out.text("\"\""); // the only cell is empty: a blank line would be no row
        }
        out.write('\n');
    }
}
