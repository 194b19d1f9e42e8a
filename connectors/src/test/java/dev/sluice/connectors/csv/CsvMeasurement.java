package dev.sluice.connectors.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.connector.Transaction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.connectors.testing.TestTask;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures reading and writing of flights, and fastcsv on the same file; run by hand with the path of a plain CSV file
 * with the columns {@code scheduled,delay,distance,origin,destination}. fastcsv is asked for the cells only: it makes
 * no records and parses no times.
 */
final class CsvMeasurement {
    private static final int REPETITIONS = 6;
    private static final int MOST_WRITTEN = 1_000_000;

    private CsvMeasurement() {}

    record Flight(Instant scheduled, int delay, int distance, String origin, String destination) {}

    /** Counts records, and keeps the first ones. */
    private static final class Kept implements SourceOutput<Flight> {
        private final List<Flight> first = new ArrayList<>();
        private final int most;
        private long count;

        Kept(int most) {
            this.most = most;
        }

        @Override
        public void emit(Flight flight) {
            if (count++ < most) {
                first.add(flight);
            }
        }

        @Override
        public void emit(Flight flight, long timestamp) {
            emit(flight);
        }

        @Override
        public <X> void output(OutputTag<X> tag, X record) {}
    }

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        for (int i = 0; i < REPETITIONS; i++) {
            Kept kept = new Kept(0);
            long begin = cpuNanos();
            read(file, kept);
            print(System.out, "read into records", kept.count, begin);
            begin = cpuNanos();
            print(System.out, "fastcsv, cells only", readWithFastCsv(file), begin);
        }
        Kept kept = new Kept(MOST_WRITTEN);
        read(file, kept);
        Path dir = Files.createTempDirectory("csv-measurement");
        for (int i = 1; i <= REPETITIONS; i++) {
            long begin = cpuNanos();
            Path written = write(dir, kept.first, i);
            print(System.out, "written, with fsync", kept.first.size(), begin);
            Files.delete(written);
        }
        Files.delete(dir);
    }

    private static void read(Path file, Kept kept) throws Exception {
        CsvSource<Flight> source = CsvFiles.read(file, Flight.class);
        for (Split split : source.splits(1)) {
            try (SourceReader<Flight> reader = source.open(split, split.start(), TestTask.first())) {
                while (reader.read(kept, 1024) != SourceReader.Status.END) {
                    // nothing to do between batches
                }
            }
        }
    }

    private static long readWithFastCsv(Path file) throws IOException {
        long rows = 0;
        long cells = 0;
        try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord row : records) {
                for (int i = 0; i < row.getFieldCount(); i++) {
                    cells += row.getField(i).length();
                }
                rows++;
            }
        }
        return cells == 0 ? 0 : rows;
    }

    private static Path write(Path dir, List<Flight> flights, int checkpoint) throws Exception {
        try (SinkWriter<Flight> writer = CsvFiles.write(dir, Flight.class).open(TestTask.first())) {
            for (Flight flight : flights) {
                writer.write(flight, 0);
            }
            Transaction transaction = writer.checkpoint(checkpoint);
            transaction.prepare();
            transaction.commit();
        }
        try (var files = Files.list(dir)) {
            return files.findFirst().orElseThrow();
        }
    }

    /** The thread's own time: other processes disturb it less than the wall clock. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void print(PrintStream out, String what, long rows, long begin) {
        double seconds = (cpuNanos() - begin) / 1e9;
        out.printf(
                Locale.ROOT,
                "%-20s %,d rows in %.2f s of CPU: %.2f M rows/s%n",
                what,
                rows,
                seconds,
                rows / seconds / 1e6);
    }
}
