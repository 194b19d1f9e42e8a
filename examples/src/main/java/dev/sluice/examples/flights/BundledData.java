package dev.sluice.examples.flights;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The data that comes with the examples ({@code examples/data}): on-time figures of the US Bureau of Transportation
 * Statistics, public data, in the form in which the vega-datasets project distributes them.
 */
final class BundledData {
    static final String FLIGHTS = "flights-2001-01.csv.gz";
    static final String AIRPORTS = "airports.csv";

    private BundledData() {}

    static InputStream open(String name) throws IOException {
        InputStream in = BundledData.class.getResourceAsStream("/data/" + name);
        if (in == null) {
            throw new FileNotFoundException("data/" + name + " is missing on the class path: build the examples again");
        }
        return in;
    }

    /**
     * Puts a file where a job can read it. It never changes once it is there, for a job that resumes goes on in the
     * middle of it.
     *
     * @return the file
     */
    static Path unpack(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Path partial = Files.createTempFile(folder, name, ".partial");
            try (InputStream in = open(name)) {
                Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }
}
