package dev.sluice.connectors.file;

import dev.sluice.api.connector.BadRecordException;
import dev.sluice.api.connector.PermanentException;
import dev.sluice.connectors.text.MalformedRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The beginning of a file: a byte order mark, blank lines and the header. */
final class FileHead {
    private FileHead() {}

    /**
     * Reads it, and gives the decoder its header.
     *
     * @return the position of the first record
     * @throws BadRecordException if the header does not fit
     */
    static long read(Path file, RecordDecoder<?> decoder) throws IOException, PermanentException {
        try (RecordBuffer buffer = new RecordBuffer(InputFiles.open(file, 0), 0)) {
            buffer.skipByteOrderMark();
            if (!decoder.hasHeader()) {
                return buffer.nextPosition();
            }
            while (buffer.advance(decoder)) {
                try {
                    if (decoder.header(buffer.bytes(), buffer.from(), buffer.to())) {
                        break;
                    }
                } catch (MalformedRecordException e) {
                    throw badHeader(file, buffer, e);
                }
            }
            return buffer.nextPosition();
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static BadRecordException badHeader(Path file, RecordBuffer buffer, MalformedRecordException e)
            throws IOException, PermanentException {
        try (LineNumbers lines = new LineNumbers(file)) {
            return new BadRecordException(
                    file + ":" + lines.at(buffer.currentPosition()), shown(buffer.current()), e.problem());
        }
    }

    /** @return a record as one line of a message */
    static String shown(byte[] record) {
        int most = 300;
        String text = new String(record, 0, Math.min(record.length, most), StandardCharsets.UTF_8);
        return text.replace("\r", "\\r").replace("\n", "\\n") + (record.length > most ? "..." : "");
    }
}
