package dev.sluice.connectors.file;

import dev.sluice.api.connector.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Divides files into splits: ranges of bytes. A split owns the records that begin in its range. */
final class FileSplits {
    /** Chosen by the number of subtasks. */
    static final long AUTOMATIC = 0;
    /** Below this a part of a file is not worth a split of its own. */
    static final long SMALLEST = 1 << 20;

    private FileSplits() {}

    static List<Split> of(Path file, long splitSize, int parallelism) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        if (InputFiles.isCompressed(file)) {
            return List.of(new Split(absolute + "#0", 0, Long.MAX_VALUE));
        }
        long size = Files.size(file);
        long count = splitSize == AUTOMATIC ? Math.min(parallelism, size / SMALLEST) : ceilDiv(size, splitSize);
        long length = ceilDiv(size, Math.max(count, 1));
        List<Split> splits = new ArrayList<>();
        long start = 0;
        do {
            long end = Math.min(start + length, size);
            splits.add(new Split(absolute + "#" + start, start, end));
            start = end;
        } while (start < size);
        return splits;
    }

    static Path fileOf(Split split) {
        return Path.of(split.id().substring(0, split.id().lastIndexOf('#')));
    }

    private static long ceilDiv(long dividend, long divisor) {
        return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
    }
}
