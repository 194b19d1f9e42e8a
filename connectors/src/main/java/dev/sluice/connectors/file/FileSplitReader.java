package dev.sluice.connectors.file;

import dev.sluice.api.connector.BadRecordException;
import dev.sluice.api.connector.DeadLetter;
import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.function.Counter;
import dev.sluice.connectors.text.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the records that begin before a split's end. */
final class FileSplitReader<T> implements SourceReader<T> {
    private final Path file;
    private final RecordBuffer buffer;
    private final RecordDecoder<T> decoder;
    private final long end;
    private final ErrorPolicy errors;
    private final Counter skipped;
    private final LineNumbers lines;

    FileSplitReader(
            Path file, RecordBuffer buffer, RecordDecoder<T> decoder, long end, ErrorPolicy errors, Counter skipped) {
        this.file = file;
        this.buffer = buffer;
        this.decoder = decoder;
        this.end = end;
        this.errors = errors;
        this.skipped = skipped;
        this.lines = new LineNumbers(file);
    }

    @Override
    public Status read(SourceOutput<T> out, int limit) throws IOException, PermanentException {
        for (int i = 0; i < limit; i++) {
            if (buffer.nextPosition() >= end || !advance()) {
                return Status.END;
            }
            T record;
            try {
                record = decoder.decode(buffer.bytes(), buffer.from(), buffer.to());
            } catch (MalformedRecordException e) {
                handle(e.problem(), out);
                continue;
            }
            if (record != null) {
                out.emit(record);
            }
        }
        return Status.MORE;
    }

    private boolean advance() throws IOException, PermanentException {
        try {
            return buffer.advance(decoder);
        } catch (RecordBuffer.RecordTooLongException e) {
            throw new BadRecordException(where(), FileHead.shown(buffer.begun()), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IOException(
                    file + " cannot be read after byte " + buffer.nextPosition() + ": " + e.getMessage(), e);
        }
    }

    private void handle(String problem, SourceOutput<T> out) throws IOException, PermanentException {
        if (errors instanceof ErrorPolicy.SkipAndCount) {
            skipped.add(1);
        } else if (errors instanceof ErrorPolicy.ToDeadLetters letters) {
            out.output(letters.tag(), new DeadLetter(where(), buffer.current(), problem));
        } else {
            throw new BadRecordException(where(), FileHead.shown(buffer.current()), problem);
        }
    }

    private String where() throws IOException, PermanentException {
        return file + ":" + lines.at(buffer.currentPosition());
    }

    @Override
    public long position() {
        return buffer.nextPosition();
    }

    @Override
    public void close() throws IOException {
        lines.close();
        buffer.close();
    }
}
