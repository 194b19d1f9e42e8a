package dev.sluice.examples.soak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the lines that a file grows by. */
final class LogTail {
    private static final int SHOWN = 25;

    private final Path file;
    private long position;

    LogTail(Path file) {
        this.file = file;
    }

    /** The whole lines since the last time. */
    List<String> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] more = new byte[Math.toIntExact(log.length() - position)];
            log.seek(position);
            log.readFully(more);
            int end = more.length;
            while (end > 0 && more[end - 1] != '\n') {
                end--;
            }
            position += end;
            return new String(more, 0, end, StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** The last lines for people. */
    String last() throws IOException {
        List<String> said = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith(EngineLine.MARK))
                .toList();
        return String.join("\n", said.subList(Math.max(0, said.size() - SHOWN), said.size()));
    }
}
