package dev.sluice.connectors.file;

import dev.sluice.api.connector.PermanentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Finds the first record of a split that begins somewhere in a file.
 *
 * <p>Where a line's end may stand inside a record (in CSV: within quotes), no look at the neighbourhood tells a
 * record's end from such a line: it depends on all quotes before. So the bytes before the split are searched for a
 * quote, which reads a file at about the speed of its disk. If there is none, each line is a record; if there is one,
 * the records are followed one by one from its line on. Either way the answer is exact.
 */
final class RecordStarts {
    private RecordStarts() {}

    /**
     * @param file not compressed
     * @param dataStart the position of its first record
     * @param position any position
     * @return the position of the first record that begins there or later; the file's end if there is none
     */
    static long atOrAfter(Path file, RecordDecoder<?> decoder, long dataStart, long position)
            throws IOException, PermanentException {
        if (position <= dataStart) {
            return dataStart;
        }
        int hiding = decoder.lineHidingByte();
        long certain = hiding < 0 ? position - 1 : lastCertain(file, (byte) hiding, dataStart, position);
        try (RecordBuffer buffer = new RecordBuffer(InputFiles.open(file, certain), certain)) {
            while (buffer.nextPosition() < position) {
                if (!buffer.advance(decoder)) {
                    break;
                }
            }
            return buffer.nextPosition();
        }
    }

    /** @return the last position before the given one, of which it is certain that a record begins there */
    private static long lastCertain(Path file, byte hiding, long dataStart, long position)
            throws IOException, PermanentException {
        byte[] buffer = new byte[256 << 10];
        long certain = dataStart;
        long base = dataStart;
        try (InputStream in = InputFiles.open(file, dataStart)) {
            while (base < position) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, position - base));
                if (read < 0) {
                    break;
                }
                for (int i = 0; i < read; i++) {
                    byte b = buffer[i];
                    if (b == '\n') {
                        certain = base + i + 1;
                    } else if (b == hiding) {
                        return certain;
                    }
                }
                base += read;
            }
        }
        return certain;
    }
}
