package dev.sluice.connectors.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a file's bytes through a window that always holds the whole of the current record. */
final class RecordBuffer implements AutoCloseable {
    private static final int FIRST_SIZE = 64 << 10;
    static final int LONGEST_RECORD = 64 << 20;

    private final InputStream in;
    private final int longestRecord;
    private byte[] bytes;
    /** The position in the file of the window's first byte. */
    private long base;

    private int from;
    private int next;
    private int filled;
    private boolean last;

    RecordBuffer(InputStream in, long position) {
        this(in, position, FIRST_SIZE, LONGEST_RECORD);
    }

    RecordBuffer(InputStream in, long position, int size, int longestRecord) {
        this.in = in;
        this.base = position;
        this.bytes = new byte[size];
        this.longestRecord = longestRecord;
    }

    /**
     * Goes on to the next record.
     *
     * @return false at the end of the file
     * @throws RecordTooLongException if the record is longer than can be
     */
    boolean advance(RecordDecoder<?> decoder) throws IOException, RecordTooLongException {
        from = next;
        while (true) {
            if (from < filled) {
                int end = decoder.frame(bytes, from, filled, last);
                if (end != RecordDecoder.INCOMPLETE) {
                    next = end;
                    return true;
                }
            } else if (last) {
                return false;
            }
            fill();
        }
    }

    /** Leaves out the byte order mark that a file may begin with. */
    void skipByteOrderMark() throws IOException {
        fill();
        if (filled - next >= 3
                && bytes[next] == (byte) 0xEF
                && bytes[next + 1] == (byte) 0xBB
                && bytes[next + 2] == (byte) 0xBF) {
            next += 3;
        }
    }

    /** @return the next byte, which is left out; or -1 at the end of the file */
    int skipByte() throws IOException {
        if (next == filled && !last) {
            from = next;
            fill();
        }
        return next == filled ? -1 : bytes[next++] & 0xFF;
    }

    boolean isAtEnd() throws IOException {
        if (next == filled && !last) {
            from = next;
            fill();
        }
        return next == filled && last;
    }

    byte[] bytes() {
        return bytes;
    }

    /** @return where the current record begins among the bytes */
    int from() {
        return from;
    }

    /** @return where it ends, with its line's end */
    int to() {
        return next;
    }

    /** @return the position in the file of the current record */
    long currentPosition() {
        return base + from;
    }

    /** @return the position in the file of the record after the current one */
    long nextPosition() {
        return base + next;
    }

    /** @return the bytes of the current record, without its line's end */
    byte[] current() {
        int end = next;
        if (end > from && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        return Arrays.copyOfRange(bytes, from, end);
    }

    /** @return the first bytes of a record whose end was not found */
    byte[] begun() {
        return Arrays.copyOfRange(bytes, from, Math.min(filled, from + 400));
    }

    private void fill() throws IOException {
        int kept = filled - from;
        if (kept == bytes.length) {
            if (kept >= longestRecord) {
                throw new RecordTooLongException(longestRecord);
            }
            bytes = Arrays.copyOf(bytes, Math.min(longestRecord, bytes.length * 2));
        } else if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, kept);
        }
        base += from;
        next -= from;
        from = 0;
        int read = in.readNBytes(bytes, kept, bytes.length - kept);
        last = kept + read < bytes.length;
        filled = kept + read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The current record does not end within the longest length. */
    static final class RecordTooLongException extends IOException {
        private static final long serialVersionUID = 1;

        RecordTooLongException(int longest) {
            super("the record is longer than " + longest + " bytes: is a quote not closed?");
        }
    }
}
