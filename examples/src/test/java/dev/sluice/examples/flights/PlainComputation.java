package dev.sluice.examples.flights;

import dev.sluice.examples.CommittedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The result of the flight job, computed without Sluice: as the rows of its CSV files, sorted. */
final class PlainComputation {
    static final String HEADER = "window_start,origin,flights,avg_delay,max_delay";

    private PlainComputation() {}

    /** The rows of the bundled file without its header. */
    static List<String> bundledRows() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(BundledData.open(BundledData.FLIGHTS)), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).toList();
        }
    }

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

    /** What a run has committed, sorted; every file must have the header. */
    static List<String> committed(Path folder) throws IOException {
        return CommittedFiles.rows(folder, HEADER);
    }
}
