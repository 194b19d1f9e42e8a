package dev.sluice.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.connector.Transaction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.connectors.testing.TestTask;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Catches a slip by an order of magnitude; what is measured is logged. */
class CsvSpeedTest {
    private static final Logger LOG = LoggerFactory.getLogger(CsvSpeedTest.class);
    private static final int ROWS = 400_000;
    private static final double FLOOR = 50_000;
    private static final String[] AIRPORTS = {"LAS", "PHL", "ATL", "SAV", "LAX", "ORD"};

    @TempDir
    Path dir;

    record Flight(Instant scheduled, int delay, int distance, String origin, String destination) {}

    /** Counts, and adds up something of each record. */
    private static final class Sum implements SourceOutput<Flight> {
        private long records;
        private long delays;

        @Override
        public void emit(Flight flight) {
            records++;
            delays += flight.delay();
        }

        @Override
        public void emit(Flight flight, long timestamp) {
            emit(flight);
        }

        @Override
        public <X> void output(OutputTag<X> tag, X record) {}
    }

    @Test
    void shouldWriteAndReadManyRowsASecond() throws Exception {
        Instant start = Instant.parse("2001-01-01T00:00:00Z");
        long begin = System.nanoTime();
        try (SinkWriter<Flight> writer = CsvFiles.write(dir, Flight.class).open(TestTask.first())) {
            for (int i = 0; i < ROWS; i++) {
                writer.write(
                        new Flight(start.plusSeconds(i * 7L), i % 90, 100 + i % 2000, AIRPORTS[i % 6], AIRPORTS[i % 5]),
                        0);
            }
            Transaction transaction = writer.checkpoint(1);
            transaction.prepare();
            transaction.commit();
        }
        double written = perSecond(begin);

        CsvSource<Flight> source = CsvFiles.read(dir, Flight.class);
        Sum sum = new Sum();
        begin = System.nanoTime();
        for (Split split : source.splits(1)) {
            try (SourceReader<Flight> reader = source.open(split, split.start(), TestTask.first())) {
                while (reader.read(sum, 1024) != SourceReader.Status.END) {
                    // nothing to do between batches
                }
            }
        }
        double read = perSecond(begin);
        LOG.info("{} rows: {} written and {} read a second, cold", ROWS, (long) written, (long) read);
        assertThat(sum.records).isEqualTo(ROWS);
        assertThat(sum.delays).isEqualTo(17_799_000L);
        assertThat(written).isGreaterThan(FLOOR);
        assertThat(read).isGreaterThan(FLOOR);
    }

    private static double perSecond(long since) {
        return ROWS / ((System.nanoTime() - since) / 1e9);
    }
}
