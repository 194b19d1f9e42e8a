package dev.sluice.connectors.file;

import dev.sluice.api.connector.PermanentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds out on which line a position is. Lines are counted only when somebody asks, from the file's start, and the
 * count goes on from where the last question left it: however many bad records a file has, it is read once more in all.
 */
final class LineNumbers implements AutoCloseable {
    private final Path file;
    private final byte[] buffer = new byte[64 << 10];
    private @Nullable InputStream in;
    private int next;
    private int filled;
    private long position;
    private long line = 1;
    private boolean afterReturn;

    LineNumbers(Path file) {
        this.file = file;
    }

    /**
     * @param target the position of a record, not before the one of the last call
     * @return the number of its line, from 1; a line ends with a line feed, a carriage return, or both
     */
    long at(long target) throws IOException, PermanentException {
        while (position < target) {
            if (next == filled) {
                if (in == null) {
                    in = InputFiles.open(file, 0);
                }
                next = 0;
                filled = in.read(buffer);
                if (filled <= 0) {
                    filled = 0;
                    return line;
                }
            }
            byte b = buffer[next++];
            position++;
            if (b == '\r' || (b == '\n' && !afterReturn)) {
                line++;
            }
            afterReturn = b == '\r';
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
