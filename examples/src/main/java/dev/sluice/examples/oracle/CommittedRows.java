package dev.sluice.examples.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

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
        forEach(folder, header, rows::add);
        return rows;
    }

    /**
     * The same, one row at a time.
     *
     * @param folder of a sink; one that was never made holds nothing
     * @param header what each file must begin with
     * @param row gets each row
     * @throws IOException if a file cannot be read or begins with something else
     */
    public static void forEach(Path folder, String header, Consumer<String> row) throws IOException {
        for (Path file : files(folder)) {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                String first = lines.readLine();
                if (!header.equals(first)) {
                    throw new IOException(file + " does not begin with \"" + header + "\", but with \""
                            + (first == null ? "" : first) + "\"");
                }
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    row.accept(line);
                }
            }
        }
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
