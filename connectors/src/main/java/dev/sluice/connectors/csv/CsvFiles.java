package dev.sluice.connectors.csv;

import dev.sluice.api.connector.Sink;
import dev.sluice.connectors.file.FileSink;
import dev.sluice.connectors.text.RecordShape;
import java.nio.file.Path;

/**
 * CSV files (RFC 4180, UTF-8) as sources and sinks of records.
 *
 * <p>The columns are found by the header, in any order: each component of the record class has the column of its name,
 * or of the name that {@code @Column} gives it, or one that differs only in the case of letters, underscores, hyphens
 * and blanks ({@code windowStart} reads {@code window_start}). Columns without a component are ignored. Components can
 * be String, the primitive types and their boxes, BigDecimal, BigInteger, Instant, LocalDateTime, LocalDate, LocalTime,
 * Duration, enums, and Optional of these. Instants without an offset are in UTC.
 *
 * <p>An empty cell is an empty Optional; null for a box and for a component annotated {@code @Nullable}; the empty text
 * for a String; else an error. Quotes around nothing are the empty text everywhere. Blank lines are left out. A row
 * with more or fewer cells than the header is an error. A quote that is never closed makes one bad row of the rest of
 * the file.
 *
 * <p>Cells in quotes may hold line ends, in split files too: a split that begins after a quote follows the rows from
 * that quote on, to know where it is. Files with many quotes therefore gain less from being split.
 *
 * <p>Rows are delimited and numbers and times are parsed in the bytes themselves. A parser of characters would have to
 * be told where each row begins in bytes, which needs the same pass over the same grammar, and then decodes and copies
 * what is not needed.
 */
public final class CsvFiles {
    private CsvFiles() {}

    /**
     * Reads files, exactly once, in as many parts as there are subtasks where they are not compressed.
     *
     * @param path a file, a folder (its files in the order of their names, but for those that are hidden or begin with
     *     a dot or underscore; not its folders), or a folder and a pattern such as {@code data/2001-*.csv.gz}; what
     *     ends in {@code .gz} is decompressed
     * @param type the record class
     * @param <R> the record class
     * @return the source, which fails at the first bad row unless told otherwise
     * @throws dev.sluice.api.graph.DefinitionException if the class has a component that cannot be a column
     */
    public static <R extends Record> CsvSource<R> read(Path path, Class<R> type) {
        return new CsvSource<>(path, RecordShape.ofText(type));
    }

    /**
     * Writes a directory of files, exactly once: see {@link FileSink}. Each file begins with the header, and its name
     * ends in {@code .csv}.
     *
     * <p>Columns have the names of the components, or those of {@code @Column}. Cells are quoted where RFC 4180 asks
     * for it. Instants are written as {@code 2001-01-31T23:59:00Z}, doubles in a form that reads as the same number, or
     * with a fixed number of decimals ({@code @Decimals}), null and empty Optionals as nothing. Lines end with a line
     * feed.
     *
     * @param directory is made if it does not exist
     * @param type the record class
     * @param <R> the record class
     * @return the sink
     * @throws dev.sluice.api.graph.DefinitionException if the class has a component that cannot be a column
     */
    public static <R extends Record> Sink<R> write(Path directory, Class<R> type) {
        RecordShape<R> shape = RecordShape.ofText(type);
        return FileSink.of(directory, "csv", () -> new CsvEncoder<>(shape));
    }
}
