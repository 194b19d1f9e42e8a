package dev.sluice.connectors.file;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.function.Counter;
import dev.sluice.api.graph.DefinitionException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads files of any format, exactly once.
 *
 * <p>A position is the offset in bytes at which the next record begins, in the file as it is after decompression. It is
 * exact because records are delimited in the bytes themselves, before anything is decoded. Plain files are read in
 * splits, a compressed one by one subtask from its start; going on in the middle of one means to decompress what is
 * before. Files must not change while they are read: what is appended after the start is not seen, and a file that no
 * longer has a record's end before the position is refused.
 *
 * @param <T> the type of the records
 */
public final class FileSource<T> implements Source<T> {
    private final Path path;
    private final Supplier<? extends RecordDecoder<T>> decoders;
    private final ErrorPolicy errors;
    private final long splitSize;

    private FileSource(Path path, Supplier<? extends RecordDecoder<T>> decoders, ErrorPolicy errors, long splitSize) {
        this.path = path;
        this.decoders = decoders;
        this.errors = errors;
        this.splitSize = splitSize;
    }

    /**
     * @param path a file, a folder (its files in the order of their names, but for those that are hidden or begin with
     *     a dot or underscore; not its folders), or a folder and a pattern such as {@code data/2001-*.csv.gz}; what
     *     ends in {@code .gz} is decompressed
     * @param decoders makes a decoder for each split
     * @param <T> the type of the records
     * @return the source, which fails at the first bad record, and reads about one split for each subtask and file
     */
    public static <T> FileSource<T> of(Path path, Supplier<? extends RecordDecoder<T>> decoders) {
        return new FileSource<>(path, decoders, ErrorPolicy.fail(), FileSplits.AUTOMATIC);
    }

    /**
     * @param policy what becomes of a record that cannot be read
     * @return the source with that policy
     */
    public FileSource<T> onError(ErrorPolicy policy) {
        return new FileSource<>(path, decoders, policy, splitSize);
    }

    /**
     * @param bytes how much of a plain file one split has; {@code Long.MAX_VALUE} leaves files whole
     * @return the source with splits of that size, whatever the parallelism
     */
    public FileSource<T> splitSize(long bytes) {
        if (bytes < 1) {
            throw new DefinitionException("the split size of " + path + " must be at least 1 byte, but is " + bytes);
        }
        return new FileSource<>(path, decoders, errors, bytes);
    }

    /**
     * @param otherDecoders makes a decoder for each split
     * @return the source with those decoders
     */
    public FileSource<T> decodedBy(Supplier<? extends RecordDecoder<T>> otherDecoders) {
        return new FileSource<>(path, otherDecoders, errors, splitSize);
    }

    @Override
    public List<Split> splits(int parallelism) throws IOException, PermanentException {
        List<Split> splits = new ArrayList<>();
        for (Path file : InputFiles.list(path)) {
            FileHead.read(file, decoders.get()); // a wrong header is found before anything runs
            splits.addAll(FileSplits.of(file, splitSize, parallelism));
        }
        return splits;
    }

    @Override
    public SourceReader<T> open(Split split, long position, SourceContext context)
            throws IOException, PermanentException {
        Path file = FileSplits.fileOf(split);
        RecordDecoder<T> decoder = decoders.get();
        long dataStart = FileHead.read(file, decoder);
        RecordBuffer buffer;
        if (position > dataStart && (position != split.start() || split.start() == 0)) {
            buffer = goOn(file, position);
        } else {
            long start = RecordStarts.atOrAfter(file, decoder, dataStart, position);
            buffer = new RecordBuffer(InputFiles.open(file, start), start);
        }
        Counter skipped = errors instanceof ErrorPolicy.SkipAndCount ? context.counter("skipped") : n -> {};
        return new FileSplitReader<>(file, buffer, decoder, split.end(), errors, skipped);
    }

    private static RecordBuffer goOn(Path file, long position) throws IOException, PermanentException {
        RecordBuffer buffer;
        try {
            buffer = new RecordBuffer(InputFiles.open(file, position - 1), position - 1);
        } catch (EOFException e) {
            throw changed(file, position, "it is shorter");
        }
        try {
            int before = buffer.skipByte();
            if (before < 0) {
                throw changed(file, position, "it is shorter");
            }
            if (before != '\n' && before != '\r' && !buffer.isAtEnd()) {
                throw changed(file, position, "no record ends there any more");
            }
            return buffer;
        } catch (IOException | PermanentException e) {
            buffer.close();
            throw e;
        }
    }

    private static PermanentException changed(Path file, long position, String how) {
        return new PermanentException(file + " was changed since it was read up to byte " + position + ": " + how
                + ". Put the file back as it was, or start the job anew");
    }

    @Override
    public boolean freshRecords() {
        return true;
    }
}
