package dev.sluice.examples.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where the input ends, which is decided while it is read, and then stays so: it stands in a file. Thread-safe. */
final class LateEnd {
    private final Path file;
    private long end = Long.MAX_VALUE;
    private long claimed;

    /**
     * @param file where the end is noted; if it is there, it was decided before
     * @throws IOException if it cannot be read
     */
    LateEnd(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            end = Long.parseLong(Files.readString(file).strip());
        }
    }

    /**
     * Somebody is about to make numbers.
     *
     * @param behind the number behind the last of them
     * @return the number from which on none may be made, which is no smaller than that unless it was decided before
     */
    synchronized long claim(long behind) {
        if (end == Long.MAX_VALUE) {
            claimed = Math.max(claimed, behind);
        }
        return end;
    }

    /** Behind what anybody has claimed, there is nothing any more. */
    synchronized void decide() throws IOException {
        if (end == Long.MAX_VALUE) {
            Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
            Files.writeString(unfinished, Long.toString(claimed));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            end = claimed;
        }
    }
}
