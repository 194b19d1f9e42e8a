package dev.sluice.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.connector.BadRecordException;
import dev.sluice.api.connector.DeadLetter;
import dev.sluice.api.connector.Split;
import dev.sluice.api.function.OutputTag;
import dev.sluice.connectors.file.ErrorPolicy;
import dev.sluice.connectors.testing.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvErrorsTest {
    @TempDir
    Path dir;

    record Trip(String origin, int minutes) {
        Trip {
            if (minutes < 0) {
                throw new IllegalArgumentException("nobody arrives before they leave");
            }
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(dir.resolve("in.csv"), content);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "A,x | column \"minutes\": \"x\" is not a whole number from -2147483648 to 2147483647",
                "A,3000000000 | column \"minutes\": \"3000000000\" is not a whole number from -2147483648 to 2147483647",
                "A, | column \"minutes\": the cell is empty (a component that is an Optional, a box or @Nullable may be)",
                "A | the row has 1 cell, but the header has 2",
                "A,1,2 | the row has 3 cells, but the header has 2",
                "A,-1 | Trip refuses it: java.lang.IllegalArgumentException: nobody arrives before they leave",
                "\"A\"B,1 | text follows the closing quote of cell 1",
            })
    void when_a_row_is_bad_then_the_job_fails_with_place_row_and_problem(String row, String problem) throws Exception {
        var source = CsvFiles.read(file("origin,minutes\nA,1\n\n\"B\nB\",2\n" + row + "\nC,3\n"), Trip.class);
        assertThatThrownBy(() -> Reading.all(source, 1))
                .isInstanceOf(BadRecordException.class)
                .hasMessage(dir.resolve("in.csv") + ":6: " + problem + ": " + row);
    }

    @Test
    void when_a_quote_is_not_closed_then_the_row_is_bad_and_shown_on_one_line() throws Exception {
        var source = CsvFiles.read(file("origin,minutes\nA,1\n\"B,2\nC,3\n"), Trip.class);
        assertThatThrownBy(() -> Reading.all(source, 1))
                .isInstanceOf(BadRecordException.class)
                .hasMessage(dir.resolve("in.csv") + ":3: a quote is not closed: \"B,2\\nC,3");
    }

    @Test
    void when_a_text_is_not_utf8_then_the_row_is_bad() throws Exception {
        Path file = Files.write(
                dir.resolve("in.csv"), "origin,minutes\nM\u00FCnchen,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Reading.all(CsvFiles.read(file, Trip.class), 1))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("in.csv:2: column \"origin\": \"M\uFFFDnchen\" is not valid UTF-8");
    }

    @Test
    void when_bad_rows_are_skipped_then_they_are_counted() throws Exception {
        var source = CsvFiles.read(file("origin,minutes\nA,1\nB,x\nC\nD,4\n"), Trip.class)
                .onError(ErrorPolicy.skipAndCount());
        Reading<Trip> reading = new Reading<>();
        for (Split split : source.splits(1)) {
            reading.read(source, split);
        }
        assertThat(reading.records).containsExactly(new Trip("A", 1), new Trip("D", 4));
        assertThat(reading.task.count("skipped")).isEqualTo(2);
    }

    @Test
    void when_bad_rows_go_to_dead_letters_then_they_have_their_bytes_and_place_in_every_split() throws Exception {
        OutputTag<DeadLetter> tag = OutputTag.of("bad");
        var source = CsvFiles.read(file("origin,minutes\r\nA,1\r\nB,x\r\nC,3\r\nD,\"y\r\n\"\r\nE,z"), Trip.class)
                .onError(ErrorPolicy.deadLetter(tag));
        for (int splitSize = 1; splitSize < 60; splitSize += 4) {
            Reading<Trip> reading = new Reading<>();
            var split = source.splitSize(splitSize);
            for (Split part : split.splits(1)) {
                reading.read(split, part);
            }
            assertThat(reading.records).containsExactly(new Trip("A", 1), new Trip("C", 3));
            assertThat(reading.side.stream().map(DeadLetter.class::cast).toList())
                    .extracting(DeadLetter::where, letter -> new String(letter.bytes(), StandardCharsets.UTF_8))
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(dir.resolve("in.csv") + ":3", "B,x"),
                            org.assertj.core.groups.Tuple.tuple(dir.resolve("in.csv") + ":5", "D,\"y\r\n\""),
                            org.assertj.core.groups.Tuple.tuple(dir.resolve("in.csv") + ":7", "E,z"));
        }
    }

    @Test
    void when_a_bad_row_comes_after_a_resume_then_its_line_is_right() throws Exception {
        StringBuilder rows = new StringBuilder("origin,minutes\n");
        for (int i = 0; i < 1000; i++) {
            rows.append("A,").append(i).append('\n');
        }
        var source = CsvFiles.read(file(rows + "B,x\n"), Trip.class);
        Split split = source.splits(1).get(0);
        Reading<Trip> reading = new Reading<>();
        long position = reading.readOn(source, split, 0, 1, 500);
        assertThat(reading.records).hasSize(500);
        assertThatThrownBy(() -> reading.readOn(source, split, position, Integer.MAX_VALUE, 100))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("in.csv:1002: ");
        assertThat(List.copyOf(reading.records)).hasSize(1000);
    }
}
