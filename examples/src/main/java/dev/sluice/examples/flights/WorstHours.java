package dev.sluice.examples.flights;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Picks the worst airport-hours out of the job's output. */
final class WorstHours {
    private WorstHours() {}

    /**
     * @param folder where the job wrote
     * @param atLeast how many flights an hour must have to count: the mean of one or two says little
     * @param limit how many hours at most
     * @return the hours by mean delay, worst first; among equals the one with more flights, then the earlier one
     */
    static List<HourlyDelay> of(Path folder, long atLeast, int limit) throws IOException {
        return read(folder).stream()
                .filter(hour -> hour.flights() >= atLeast)
                .sorted(Comparator.comparingDouble(HourlyDelay::averageDelay)
                        .thenComparingLong(HourlyDelay::flights)
                        .reversed()
                        .thenComparing(HourlyDelay::windowStart)
                        .thenComparing(HourlyDelay::origin))
                .limit(limit)
                .toList();
    }

    static List<HourlyDelay> read(Path folder) throws IOException {
        List<HourlyDelay> hours = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.csv")) {
            for (Path file : files) {
                Files.readAllLines(file).stream().skip(1).map(WorstHours::parse).forEach(hours::add);
            }
        }
        return hours;
    }

    private static HourlyDelay parse(String line) {
        String[] cells = line.split(",");
        return new HourlyDelay(
                Instant.parse(cells[0]),
                cells[1],
                Long.parseLong(cells[2]),
                Double.parseDouble(cells[3]),
                Integer.parseInt(cells[4]));
    }
}
