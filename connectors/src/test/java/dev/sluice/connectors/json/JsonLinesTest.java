package dev.sluice.connectors.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.connector.BadRecordException;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Split;
import dev.sluice.api.connector.Transaction;
import dev.sluice.connectors.Column;
import dev.sluice.connectors.Decimals;
import dev.sluice.connectors.file.ErrorPolicy;
import dev.sluice.connectors.file.FileSource;
import dev.sluice.connectors.testing.Reading;
import dev.sluice.connectors.testing.TestTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
    @TempDir
    Path dir;

    record Trip(String origin, int minutes) {}

    enum Color {
        RED
    }

    record Rich(
            Instant windowStart,
            @Column("avg") @Decimals(2) double mean,
            Optional<String> note,
            @Nullable Integer box,
            Color color,
            Duration duration,
            LocalDate date,
            List<Trip> trips) {}

    private Path file(String content) throws IOException {
        return Files.writeString(dir.resolve("in.jsonl"), content);
    }

    private <T> List<T> read(Class<T> type, String content) throws Exception {
        return Reading.all(JsonLines.read(file(content), type), 1);
    }

    @Test
    void shouldReadALineAfterTheOther() throws Exception {
        List<Trip> expected = List.of(new Trip("A", 1), new Trip("B\n", 2));
        assertThat(read(Trip.class, "{\"origin\":\"A\",\"minutes\":1}\n{\"minutes\":2,\"x\":[],\"origin\":\"B\\n\"}\n"))
                .isEqualTo(expected);
        assertThat(read(
                        Trip.class,
                        "\uFEFF {\"origin\":\"A\",\"minutes\":1} \r\n\r\n \n{\"origin\":\"B\\n\",\"minutes\":2}"))
                .isEqualTo(expected);
        assertThat(read(Trip.class, "")).isEmpty();
    }

    @Test
    void shouldReadRichValuesAndNamesOfEitherStyle() throws Exception {
        Rich rich = new Rich(
                Instant.parse("2001-01-01T00:01:00Z"),
                1.25,
                Optional.empty(),
                null,
                Color.RED,
                Duration.ofMinutes(5),
                LocalDate.of(2001, 2, 3),
                List.of(new Trip("A", 1)));
        String rest = ",\"avg\":1.25,\"color\":\"RED\",\"duration\":\"5m\",\"date\":\"2001-02-03\","
                + "\"trips\":[{\"origin\":\"A\",\"minutes\":1}]}\n";
        assertThat(read(
                        Rich.class,
                        "{\"window_start\":\"2001-01-01T00:01\"" + rest + "{\"windowStart\":\"2001-01-01T00:01:00Z\""
                                + rest))
                .containsExactly(rich, rich);
    }

    @Test
    void shouldReadOtherClassesThanRecords() throws Exception {
        assertThat(read(Map.class, "{\"a\":1}\n")).containsExactly(Map.of("a", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"origin\":\"A\"} | Cannot map `null` into type `int`",
                "{\"minutes\":1} | property \"origin\" is missing or null",
                "{\"origin\":null,\"minutes\":1} | property \"origin\" is missing or null",
                "{\"origin\":\"A\",\"minutes\":1.5} | property \"minutes\": ",
                "{\"origin\":\"A\",\"minutes\":\"\"} | property \"minutes\": ",
                "{\"origin\":\"A\",\"minutes\":\"x\"} | property \"minutes\": ",
                "{\"origin\":\"A\",\"minutes\":1 | Unexpected end-of-input",
                "{\"origin\":\"A\",\"minutes\":1} {} | Trailing token",
                "[] | Cannot deserialize",
                "null | null is no record",
                "x | Unrecognized token 'x'",
            })
    void when_a_line_is_bad_then_the_job_fails_with_place_line_and_problem(String line, String problem) {
        assertThatThrownBy(() -> read(Trip.class, "\n{\"origin\":\"A\",\"minutes\":1}\n" + line + "\n"))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith(dir.resolve("in.jsonl") + ":3: ")
                .hasMessageContaining(problem)
                .hasMessageEndingWith(": " + line);
    }

    @Test
    void when_bad_lines_are_skipped_then_the_others_are_read() throws Exception {
        var source = JsonLines.read(file("{}\n{\"origin\":\"A\",\"minutes\":1}\n{"), Trip.class)
                .onError(ErrorPolicy.skipAndCount());
        Reading<Trip> reading = new Reading<>();
        reading.read(source, source.splits(1).get(0));
        assertThat(reading.records).containsExactly(new Trip("A", 1));
        assertThat(reading.task.count("skipped")).isEqualTo(2);
    }

    @Test
    void when_the_file_is_split_anywhere_then_each_record_is_read_once_also_over_stops() throws Exception {
        StringBuilder lines = new StringBuilder();
        List<Trip> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.append("{\"origin\":\"ü")
                    .append(i)
                    .append("\",\"minutes\":")
                    .append(i)
                    .append(i % 3 == 0 ? "}\r\n" : "}\n");
            expected.add(new Trip("ü" + i, i));
        }
        Path file = file(lines.toString());
        for (int splitSize = 1; splitSize < 200; splitSize += 13) {
            FileSource<Trip> source = JsonLines.read(file, Trip.class).splitSize(splitSize);
            Reading<Trip> reading = new Reading<>();
            for (Split split : source.splits(1)) {
                long middle = reading.readOn(source, split, split.start(), 1, 2);
                reading.readOn(source, split, middle, Integer.MAX_VALUE, 3);
            }
            assertThat(reading.records).isEqualTo(expected);
        }
    }

    @Test
    void shouldWriteALineForEachRecord() throws Exception {
        Rich rich = new Rich(
                Instant.parse("2001-01-01T00:01:00Z"),
                1.005,
                Optional.of("x"),
                null,
                Color.RED,
                Duration.ofMinutes(5),
                LocalDate.of(2001, 2, 3),
                List.of());
        Path out = dir.resolve("out");
        try (SinkWriter<Rich> writer = JsonLines.write(out, Rich.class).open(TestTask.first())) {
            writer.write(rich, 0);
            writer.write(rich, 0);
            Transaction transaction = writer.checkpoint(1);
            transaction.prepare();
            transaction.commit();
        }
        String line =
                "{\"windowStart\":\"2001-01-01T00:01:00Z\",\"avg\":1.01,\"note\":\"x\",\"box\":null,\"color\":\"RED\","
                        + "\"duration\":\"PT5M\",\"date\":\"2001-02-03\",\"trips\":[]}\n";
        assertThat(out.resolve("job.sink.run-1.c000001.s0.jsonl")).hasContent(line + line);
        assertThat(Reading.all(JsonLines.read(out, Rich.class), 1)).hasSize(2);
    }
}
