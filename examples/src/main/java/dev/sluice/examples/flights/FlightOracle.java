package dev.sluice.examples.flights;

import dev.sluice.examples.oracle.CommittedRows;
import dev.sluice.examples.oracle.ExactRows;
import dev.sluice.examples.oracle.Oracle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Computes what the flight job finds in the bundled flights, with a map and a loop. */
public final class FlightOracle implements Oracle {
    static final String HEADER = "window_start,origin,flights,avg_delay,max_delay";

    /** Of all bundled flights. */
    public FlightOracle() {}

    /**
     * Unpacks the bundled flights: several subtasks read a file that is not compressed.
     *
     * @param file for the job's {@code input}, made if it is not there
     * @throws IOException if it cannot be written
     */
    public static void unpack(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (InputStream in = new GZIPInputStream(BundledData.open(BundledData.FLIGHTS))) {
                Files.copy(in, file);
            }
        }
    }

    /**
     * @return how many flights are bundled
     * @throws IOException if they cannot be read
     */
    public static long flights() throws IOException {
        try (BufferedReader reader = reader()) {
            return reader.lines().skip(1).count();
        }
    }

    @Override
    public Optional<String> firstDifference(Path output) throws IOException {
        return ExactRows.firstDifference("hours", of(bundledRows().stream()), CommittedRows.read(output, HEADER));
    }

    /** The rows of the bundled file without its header. */
    static List<String> bundledRows() throws IOException {
        try (BufferedReader reader = reader()) {
            return reader.lines().skip(1).toList();
        }
    }

    private static BufferedReader reader() throws IOException {
        return new BufferedReader(new InputStreamReader(
                new GZIPInputStream(BundledData.open(BundledData.FLIGHTS)), StandardCharsets.UTF_8));
    }

    /** The rows of the job's CSV files, sorted, for these rows of its input. */
    static List<String> of(Stream<String> rows) {
        Map<String, int[]> hours = new HashMap<>(); // count, sum, max
        rows.forEach(row -> {
            String[] cells = row.split(",");
            int delay = Integer.parseInt(cells[1]);
            LocalDateTime hour =
                    LocalDateTime.parse(cells[0]).plusMinutes(delay).truncatedTo(ChronoUnit.HOURS);
            int[] figures = hours.computeIfAbsent(
                    hour.toInstant(ZoneOffset.UTC) + "," + cells[3], key -> new int[] {0, 0, Integer.MIN_VALUE});
            figures[0]++;
            figures[1] += delay;
            figures[2] = Math.max(figures[2], delay);
        });
        return hours.entrySet().stream()
                .map(hour -> hour.getKey() + "," + hour.getValue()[0] + ","
                        + mean(hour.getValue()[1], hour.getValue()[0]) + "," + hour.getValue()[2])
                .sorted()
                .toList();
    }

    private static String mean(int sum, int count) {
        BigDecimal mean = BigDecimal.valueOf((double) sum / count).setScale(2, RoundingMode.HALF_UP);
        return mean.signum() == 0 ? "0.00" : mean.toPlainString();
    }
}
