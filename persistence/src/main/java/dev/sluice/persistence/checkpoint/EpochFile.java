package dev.sluice.persistence.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The current epoch of a run, in the name of an empty file, {@code epoch-7}: what has no content cannot be damaged. */
final class EpochFile {
    private static final Pattern FORM = Pattern.compile("epoch-(\\d{1,18})");

    private EpochFile() {}

    /**
     * Declares an epoch, unless it is the current one anyway.
     *
     * @throws StaleEpochException if it is older than the current one
     */
    static void raise(Path runDirectory, String run, long epoch) throws IOException {
        List<Path> before;
        try (Stream<Path> files = Files.list(runDirectory)) {
            before = files.filter(file -> epoch(file) >= 0).toList();
        }
        long current = before.stream().mapToLong(EpochFile::epoch).max().orElse(-1);
        if (epoch < current) {
            throw new StaleEpochException(run, epoch, current);
        }
        if (epoch > current) {
            Path file = runDirectory.resolve("epoch-" + epoch);
            DurableFiles.write(file, new byte[0]);
            for (Path older : before) {
                Files.deleteIfExists(older);
            }
        }
    }

    private static long epoch(Path file) {
        Matcher form = FORM.matcher(file.getFileName().toString());
        return form.matches() ? Long.parseLong(form.group(1)) : -1;
    }
}
