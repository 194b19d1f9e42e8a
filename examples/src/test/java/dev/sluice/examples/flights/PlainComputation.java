package dev.sluice.examples.flights;

import dev.sluice.examples.CommittedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The result of the flight job, computed without Sluice: as the rows of its CSV files, sorted. */
final class PlainComputation {
    static final String HEADER = FlightOracle.HEADER;

    private PlainComputation() {}

    /** The rows of the bundled file without its header. */
    static List<String> bundledRows() throws IOException {
        return FlightOracle.bundledRows();
    }

    static List<String> of(Stream<String> rows) {
        return FlightOracle.of(rows);
    }

    /** What a run has committed, sorted; every file must have the header. */
    static List<String> committed(Path folder) throws IOException {
        return CommittedFiles.rows(folder, HEADER);
    }
}
