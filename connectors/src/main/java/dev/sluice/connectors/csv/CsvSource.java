package dev.sluice.connectors.csv;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.connectors.file.ErrorPolicy;
import dev.sluice.connectors.file.FileSource;
import dev.sluice.connectors.text.RecordShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads CSV files into records, exactly once; see {@link CsvFiles#read}. Each option gives a source of its own.
 *
 * @param <R> the record class
 */
public final class CsvSource<R extends Record> implements Source<R> {
    private final Path path;
    private final RecordShape<R> shape;
    private final byte delimiter;
    private final boolean hasHeader;
    private final FileSource<R> files;

    CsvSource(Path path, RecordShape<R> shape) {
        this(path, shape, (byte) ',', true, FileSource.of(path, () -> new CsvDecoder<>(shape, (byte) ',', true)));
    }

    private CsvSource(Path path, RecordShape<R> shape, byte delimiter, boolean hasHeader, FileSource<R> files) {
        this.path = path;
        this.shape = shape;
        this.delimiter = delimiter;
        this.hasHeader = hasHeader;
        this.files = files;
    }

    /**
     * @param policy what becomes of a row that cannot be read; {@link ErrorPolicy#fail()} by default
     * @return the source with that policy
     */
    public CsvSource<R> onError(ErrorPolicy policy) {
        return new CsvSource<>(path, shape, delimiter, hasHeader, files.onError(policy));
    }

    /**
     * @param bytes how much of a plain file one split has; {@code Long.MAX_VALUE} leaves files whole. By default a file
     *     of more than a mebibyte has about one split for each subtask
     * @return the source with splits of that size
     */
    public CsvSource<R> splitSize(long bytes) {
        return new CsvSource<>(path, shape, delimiter, hasHeader, files.splitSize(bytes));
    }

    /**
     * @param separator what stands between cells, an ASCII character; a comma by default
     * @return the source with that delimiter
     */
    public CsvSource<R> delimiter(char separator) {
        if (separator >= 0x80 || separator == '"' || separator == '\n' || separator == '\r') {
            throw new DefinitionException("the delimiter of " + path
                    + " must be an ASCII character that is neither a quote nor a line's end, but is '" + separator
                    + "'");
        }
        return with((byte) separator, hasHeader);
    }

    /**
     * @return the source of files without a header: the columns are the components of the record class, in their order
     */
    public CsvSource<R> withoutHeader() {
        return with(delimiter, false);
    }

    private CsvSource<R> with(byte separator, boolean header) {
        return new CsvSource<>(
                path, shape, separator, header, files.decodedBy(() -> new CsvDecoder<>(shape, separator, header)));
    }

    @Override
    public List<Split> splits(int parallelism) throws IOException, PermanentException {
        return files.splits(parallelism);
    }

    @Override
    public SourceReader<R> open(Split split, long position, SourceContext context)
            throws IOException, PermanentException {
        return files.open(split, position, context);
    }

    @Override
    public boolean freshRecords() {
        return files.freshRecords();
    }
}
