package dev.sluice.examples.oracle;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What CSV sinks have committed: files that are not hidden. */
public final class CommittedRows {
    private CommittedRows() {}

    /**
     * @param folder of a sink; one that was never made holds nothing
     * @param header what each file must begin with
     * @return the rows of all files, as they stand there
     * @throws IOException if a file cannot be read or begins with something else
     */
    public static List<String> read(Path folder, String header) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Path file : files(folder)) {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.get(0).equals(header)) {
                throw new IOException(file + " does not begin with \"" + header + "\", but with \""
                        + (lines.isEmpty() ? "" : lines.get(0)) + "\"");
            }
            rows.addAll(lines.subList(1, lines.size()));
        }
        return rows;
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "[!.]*.csv")) {
                all.forEach(files::add);
            }
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }
}
