package dev.sluice.examples.flights;

import dev.sluice.examples.CommittedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The result of the flight job, computed without Sluice: as the rows of its CSV files, sorted. */
public final class PlainComputation {
    static final String HEADER = FlightOracle.HEADER;

    private PlainComputation() {}

    /** The rows of the bundled file without its header. */
    public static List<String> bundledRows() throws IOException {
        return FlightOracle.bundledRows();
    }

    public static List<String> of(Stream<String> rows) {
        return FlightOracle.of(rows);
    }

    /** Rows as a file that the job reads. */
    public static void write(List<String> rows, Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of("scheduled,delay,distance,origin,destination"));
        lines.addAll(rows);
        Files.write(file, lines);
    }

    /** What a run has committed, sorted; every file must have the header. */
    public static List<String> committed(Path folder) throws IOException {
        return CommittedFiles.rows(folder, HEADER);
    }
}
