package dev.sluice.connectors.csv;

import dev.sluice.connectors.file.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a row and the bounds of its cells in one pass over the bytes.
 *
 * <p>The grammar is that of RFC 4180, with the liberties that files take: rows end with a line feed, a carriage return
 * or both; a quote only counts at the beginning of a cell and stands for itself elsewhere in a cell without quotes. All
 * bytes that mean something are ASCII, which in UTF-8 never appear inside another character: so nothing is decoded
 * here, and the end of a row is an exact offset.
 */
final class CsvRow {
    private static final byte QUOTE = '"';
    private static final int FIRST_CELLS = 32;

    private final byte delimiter;
    /** No byte above it means anything outside quotes. */
    private final byte highestMark;

    private int[] starts = new int[FIRST_CELLS];
    private int[] ends = new int[FIRST_CELLS];
    private boolean[] quoted = new boolean[FIRST_CELLS];
    private int count;
    private @Nullable String problem;

    /** The cell that was selected last. */
    byte[] bytes = {};

    int from;
    int to;
    private byte[] unescaped = {};

    CsvRow(byte delimiter) {
        this.delimiter = delimiter;
        this.highestMark = (byte) Math.max(delimiter, '\r');
    }

    /** See {@link RecordDecoder#frame}. */
    int frame(byte[] b, int start, int limit, boolean last) {
        count = 0;
        problem = null;
        int i = start;
        while (true) {
            if (count == starts.length) {
                grow();
            }
            if (i < limit && b[i] == QUOTE) {
                i = quotedCell(b, i + 1, limit, last);
                if (i < 0) {
                    return RecordDecoder.INCOMPLETE;
                }
            } else {
                int cell = i;
                i = plainEnd(b, i, limit);
                starts[count] = cell;
                ends[count] = i;
                quoted[count++] = false;
            }
            if (i == limit) {
                return last ? limit : RecordDecoder.INCOMPLETE;
            }
            byte mark = b[i++];
            if (mark == '\n') {
                return i;
            }
            if (mark == '\r') {
                if (i == limit) {
                    return last ? limit : RecordDecoder.INCOMPLETE;
                }
                return b[i] == '\n' ? i + 1 : i;
            }
        }
    }

    private int plainEnd(byte[] b, int start, int limit) {
        int i = start;
        while (i < limit) {
            byte c = b[i];
            if (c <= highestMark && (c == delimiter || c == '\n' || c == '\r')) {
                break;
            }
            i++;
        }
        return i;
    }

    /** @return where the cell's delimiter or line end is, or a negative number if that is not at hand */
    private int quotedCell(byte[] b, int start, int limit, boolean last) {
        int i = start;
        boolean escapes = false;
        while (true) {
            while (i < limit && b[i] != QUOTE) {
                i++;
            }
            if (i >= limit - 1 && !last) {
                return RecordDecoder.INCOMPLETE; // the byte behind a quote tells whether it closes the cell
            }
            if (i >= limit) {
                problem = "a quote is not closed";
                i = limit;
                break;
            }
            if (i + 1 < limit && b[i + 1] == QUOTE) {
                escapes = true;
                i += 2;
            } else {
                break;
            }
        }
        starts[count] = start;
        ends[count] = escapes ? -i : i;
        quoted[count++] = true;
        if (i == limit) {
            return i;
        }
        int end = plainEnd(b, i + 1, limit);
        if (end > i + 1 && problem == null) {
            problem = "text follows the closing quote of cell " + count;
        }
        return end;
    }

    private void grow() {
        starts = Arrays.copyOf(starts, count * 2);
        ends = Arrays.copyOf(ends, count * 2);
        quoted = Arrays.copyOf(quoted, count * 2);
    }

    /** @return how many cells the row has */
    int count() {
        return count;
    }

    /** @return what is wrong with the row as such, or null */
    @Nullable
    String problem() {
        return problem;
    }

    /** @return whether the line has nothing in it */
    boolean isBlank() {
        return count == 1 && !quoted[0] && starts[0] == ends[0];
    }

    /**
     * Makes a cell the selected one.
     *
     * @return whether there is anything in it, be it only quotes
     */
    boolean select(byte[] row, int cell) {
        int end = ends[cell];
        bytes = row;
        from = starts[cell];
        to = end;
        if (end < 0) {
            unescape(row, from, -end);
        }
        return quoted[cell] || from < to;
    }

    private void unescape(byte[] row, int start, int end) {
        if (unescaped.length < end - start) {
            unescaped = new byte[Math.max(end - start, 2 * unescaped.length)];
        }
        int size = 0;
        for (int i = start; i < end; i++) {
            unescaped[size++] = row[i];
            if (row[i] == QUOTE) {
                i++;
            }
        }
        bytes = unescaped;
        from = 0;
        to = size;
    }

    /** @return the text of a cell */
    String text(byte[] row, int cell) {
        select(row, cell);
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
