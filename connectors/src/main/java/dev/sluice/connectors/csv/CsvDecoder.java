package dev.sluice.connectors.csv;

import dev.sluice.connectors.file.RecordDecoder;
import dev.sluice.connectors.text.MalformedRecordException;
import dev.sluice.connectors.text.RecordShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decodes the rows of one file. */
final class CsvDecoder<R extends Record> implements RecordDecoder<R> {
    private final RecordShape<R> shape;
    private final boolean hasHeader;
    private final CsvRow row;
    private int width;
    private @Nullable RowReader<R> reader;

    CsvDecoder(RecordShape<R> shape, byte delimiter, boolean hasHeader) {
        this.shape = shape;
        this.hasHeader = hasHeader;
        this.row = new CsvRow(delimiter);
        if (!hasHeader) {
            width = shape.fields().size();
            reader = new RowReader<>(shape, row, IntStream.range(0, width).toArray());
        }
    }

    @Override
    public int frame(byte[] bytes, int from, int to, boolean last) {
        return row.frame(bytes, from, to, last);
    }

    @Override
    public boolean hasHeader() {
        return hasHeader;
    }

    @Override
    public int lineHidingByte() {
        return '"';
    }

    @Override
    public boolean header(byte[] bytes, int from, int to) throws MalformedRecordException {
        if (row.isBlank()) {
            return false;
        }
        checkQuotes();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < row.count(); i++) {
            names.add(row.text(bytes, i).strip());
        }
        width = names.size();
        reader = new RowReader<>(shape, row, CsvColumns.match(shape, names));
        return true;
    }

    @Override
    public @Nullable R decode(byte[] bytes, int from, int to) throws MalformedRecordException {
        if (row.isBlank()) {
            return null;
        }
        checkQuotes();
        if (row.count() != width) {
            throw new MalformedRecordException("the row has " + row.count() + (row.count() == 1 ? " cell" : " cells")
                    + ", but " + (hasHeader ? "the header has " : "there must be ") + width);
        }
        if (reader == null) {
            throw new IllegalStateException("a row before the header");
        }
        return reader.read(bytes);
    }

    private void checkQuotes() throws MalformedRecordException {
        if (row.problem() != null) {
            throw new MalformedRecordException(row.problem());
        }
    }
}
