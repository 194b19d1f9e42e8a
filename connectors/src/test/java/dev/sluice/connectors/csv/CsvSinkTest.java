package dev.sluice.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.connectors.Column;
import dev.sluice.connectors.Decimals;
import dev.sluice.connectors.testing.Reading;
import dev.sluice.connectors.testing.TestTask;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSinkTest {
    @TempDir
    Path dir;

    record Hour(
            @Column("window_start") Instant start,
            String origin,
            long flights,
            @Column("avg_delay") @Decimals(2) double mean,
            @Column("max_delay") int max) {}

    enum Color {
        RED
    }

    record Mixed(
            @Nullable String name,
            Optional<Integer> number,
            Double box,
            @Decimals(1) Double rounded,
            float small,
            boolean flag,
            char letter,
            Color color,
            Duration duration,
            LocalDate date,
            @Decimals(3) BigDecimal money) {}

    private <R extends Record> Path write(Class<R> type, List<R> records) throws Exception {
        try (SinkWriter<R> writer = CsvFiles.write(dir, type).open(TestTask.first())) {
            for (R row : records) {
                writer.write(row, 0);
            }
            Transaction transaction = writer.checkpoint(1);
            transaction.prepare();
            transaction.commit();
        }
        return dir.resolve("job.sink.run-1.c000001.s0.csv");
    }

    @Test
    void shouldWriteTheHeaderAndPlainCells() throws Exception {
        Path file = write(
                Hour.class,
                List.of(
                        new Hour(Instant.parse("2001-01-01T00:00:00Z"), "ATL", 12, 7.25, 61),
                        new Hour(Instant.parse("2001-01-31T23:00:00Z"), "LAX", 1, -0.004, -5)));
        assertThat(file).hasContent("""
                        window_start,origin,flights,avg_delay,max_delay
                        2001-01-01T00:00:00Z,ATL,12,7.25,61
                        2001-01-31T23:00:00Z,LAX,1,0.00,-5
                        """);
    }

    @Test
    void shouldWriteWhatItCanRead() throws Exception {
        List<Mixed> rows = List.of(
                new Mixed(
                        "a,\"b\"\r\nü\uD83D\uDE00",
                        Optional.of(1),
                        0.1,
                        2.25,
                        1.1f,
                        true,
                        ',',
                        Color.RED,
                        Duration.ofMillis(1500),
                        LocalDate.of(2001, 2, 3),
                        new BigDecimal("1.0005")),
                new Mixed(
                        null,
                        Optional.empty(),
                        null,
                        null,
                        0,
                        false,
                        '"',
                        Color.RED,
                        Duration.ZERO,
                        LocalDate.EPOCH,
                        BigDecimal.ONE),
                new Mixed(
                        "",
                        Optional.empty(),
                        Double.NaN,
                        -2.25,
                        -1e10f,
                        false,
                        'x',
                        Color.RED,
                        Duration.ofDays(1),
                        LocalDate.EPOCH,
                        BigDecimal.ZERO));
        Path file = write(Mixed.class, rows);
        assertThat(file)
                .hasContent("name,number,box,rounded,small,flag,letter,color,duration,date,money\n"
                        + "\"a,\"\"b\"\"\r\nü\uD83D\uDE00\",1,0.1,2.3,1.1,true,\",\",RED,PT1.5S,2001-02-03,1.001\n"
                        + ",,,,0.0,false,\"\"\"\",RED,PT0S,1970-01-01,1.000\n"
                        + "\"\",,NaN,-2.3,-1.0E10,false,x,RED,PT24H,1970-01-01,0.000\n");
        List<Mixed> read = Reading.all(CsvFiles.read(file, Mixed.class), 1);
        assertThat(read).extracting(Mixed::name).containsExactly("a,\"b\"\r\nü\uD83D\uDE00", null, "");
        assertThat(read).extracting(Mixed::letter).containsExactly(',', '"', 'x');
        assertThat(read).extracting(Mixed::box).containsExactly(0.1, null, Double.NaN);
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
            assertThat(records.stream().map(row -> row.getField("name")).toList())
                    .containsExactly("a,\"b\"\r\nü\uD83D\uDE00", "", "");
        }
    }

    record One(@Nullable String only) {}

    @Test
    void when_the_only_cell_is_empty_then_the_row_is_no_blank_line() throws Exception {
        Path file = write(One.class, List.of(new One(null), new One("x")));
        assertThat(file).hasContent("only\n\"\"\nx\n");
        assertThat(Reading.all(CsvFiles.read(file, One.class), 1)).containsExactly(new One(""), new One("x"));
    }

    record Wrong(@Decimals(2) String text) {}

    record Many(@Decimals(10) double number) {}

    record Twice(int a, @Column("a") int b) {}

    @Test
    void when_an_annotation_does_not_fit_then_the_definition_is_refused() {
        assertThatThrownBy(() -> CsvFiles.write(dir, Wrong.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith("Wrong.text has no decimals to round");
        assertThatThrownBy(() -> CsvFiles.write(dir, Many.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith("Many.number: @Decimals must be from 0 to 9, but is 10");
        assertThatThrownBy(() -> CsvFiles.write(dir, Twice.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith("Twice has two columns named \"a\"");
    }

    @Test
    void when_nothing_was_written_then_there_is_no_file() throws Exception {
        try (SinkWriter<One> writer = CsvFiles.write(dir, One.class).open(TestTask.first())) {
            assertThat(writer.checkpoint(1)).isNull();
        }
        assertThat(dir).isEmptyDirectory();
    }
}
