package dev.sluice.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a file sink has committed. */
public final class CommittedFiles {
    private CommittedFiles() {}

    /** The rows of all CSV files of a folder, sorted; every file must begin with the header. */
    public static List<String> rows(Path folder, String header) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Path file : files(folder)) {
            List<String> lines = Files.readAllLines(file);
            if (!lines.get(0).equals(header)) {
                throw new AssertionError(file + " begins with " + lines.get(0));
            }
            rows.addAll(lines.subList(1, lines.size()));
        }
        rows.sort(null);
        return rows;
    }

    /** The lines of all files of a folder, sorted. */
    public static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files(folder)) {
            lines.addAll(Files.readAllLines(file));
        }
        lines.sort(null);
        return lines;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
