package dev.sluice.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.connector.BadRecordException;
import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.connectors.Column;
import dev.sluice.connectors.testing.Reading;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
    @TempDir
    Path dir;

    record Trip(String origin, int minutes) {}

    record Styled(String windowStart, @Column("avg_delay") double mean, int max_delay) {}

    enum Color {
        RED,
        GREEN
    }

    record All(
            String text,
            byte b,
            short s,
            int i,
            long l,
            float f,
            double d,
            boolean z,
            char c,
            BigDecimal decimal,
            BigInteger big,
            Instant instant,
            LocalDateTime dateTime,
            LocalDate date,
            LocalTime time,
            Duration duration,
            Color color) {}

    record Sparse(
            String text,
            @Nullable String name,
            Integer box,
            Optional<Integer> number,
            Optional<String> word,
            @Nullable Instant at) {}

    private Path file(String content) throws IOException {
        return Files.writeString(dir.resolve("in.csv"), content);
    }

    private List<Trip> trips(String content) throws Exception {
        return Reading.all(CsvFiles.read(file(content), Trip.class), 1);
    }

    @Test
    void when_columns_are_in_another_order_then_they_are_found_by_name() throws Exception {
        assertThat(trips("minutes,ignored,origin\n5,x,LAX\n7,y,ATL\n"))
                .containsExactly(new Trip("LAX", 5), new Trip("ATL", 7));
    }

    @Test
    void when_names_differ_in_style_then_they_match() throws Exception {
        Path file = file("window_start,avg_delay,MaxDelay\na,1.5,3\n");
        assertThat(Reading.all(CsvFiles.read(file, Styled.class), 1)).containsExactly(new Styled("a", 1.5, 3));
    }

    @Test
    void shouldReadEveryType() throws Exception {
        Path file = file("text,b,s,i,l,f,d,z,c,decimal,big,instant,dateTime,date,time,duration,color\n"
                + "\"a, \"\"b\"\"\nc\",-128,32767,-2147483648,9223372036854775807,1.5,-0.1,TRUE,ü,1.10,12345678901234567890,"
                + "2001-01-01T00:01,2001-02-03 04:05:06,2001-02-03,04:05,90m,GREEN\n");
        assertThat(Reading.all(CsvFiles.read(file, All.class), 1))
                .containsExactly(new All(
                        "a, \"b\"\nc",
                        (byte) -128,
                        (short) 32767,
                        Integer.MIN_VALUE,
                        Long.MAX_VALUE,
                        1.5f,
                        -0.1,
                        true,
                        'ü',
                        new BigDecimal("1.10"),
                        new BigInteger("12345678901234567890"),
                        Instant.parse("2001-01-01T00:01:00Z"),
                        LocalDateTime.of(2001, 2, 3, 4, 5, 6),
                        LocalDate.of(2001, 2, 3),
                        LocalTime.of(4, 5),
                        Duration.ofMinutes(90),
                        Color.GREEN));
    }

    @Test
    void when_cells_are_empty_then_they_are_absent_or_the_empty_text() throws Exception {
        Path file = file("text,name,box,number,word,at\n,,,,,\n\"\",\"\",1,2,\"\",2001-01-01T00:00Z\n");
        assertThat(Reading.all(CsvFiles.read(file, Sparse.class), 1))
                .containsExactly(
                        new Sparse("", null, null, Optional.empty(), Optional.empty(), null),
                        new Sparse("", "", 1, Optional.of(2), Optional.of(""), Instant.parse("2001-01-01T00:00:00Z")));
    }

    @Test
    void when_lines_end_in_any_way_then_rows_are_the_same() throws Exception {
        List<Trip> expected = List.of(new Trip("A", 1), new Trip("B", 2));
        assertThat(trips("origin,minutes\nA,1\nB,2")).isEqualTo(expected);
        assertThat(trips("origin,minutes\r\nA,1\r\nB,2\r\n")).isEqualTo(expected);
        assertThat(trips("origin,minutes\rA,1\rB,2\r")).isEqualTo(expected);
        assertThat(trips("\uFEFForigin,minutes\nA,1\nB,2\n")).isEqualTo(expected);
        assertThat(trips("\n\r\norigin,minutes\n\nA,1\n\r\n\nB,2\n\n\n")).isEqualTo(expected);
        assertThat(trips("\"origin\",\"minutes\"\n\"A\",\"1\"\n\"B\",\"2\"")).isEqualTo(expected);
    }

    @Test
    void when_a_file_has_no_rows_then_nothing_is_read() throws Exception {
        assertThat(trips("")).isEmpty();
        assertThat(trips("\uFEFF")).isEmpty();
        assertThat(trips("\n\n")).isEmpty();
        assertThat(trips("origin,minutes")).isEmpty();
        assertThat(trips("origin,minutes\n")).isEmpty();
    }

    @Test
    void when_a_file_has_no_header_and_one_is_expected_then_it_is_refused_before_anything_runs() throws Exception {
        CsvSource<Trip> source = CsvFiles.read(file("LAX,5\nATL,7\n"), Trip.class);
        assertThatThrownBy(() -> source.splits(2))
                .isInstanceOf(BadRecordException.class)
                .hasMessage(dir.resolve("in.csv")
                        + ":1: the header has no column \"origin\" for Trip.origin: rename the component, name its column"
                        + " with @Column, or, if the file has no header, say so with .withoutHeader(): LAX,5");
        assertThat(Reading.all(source.withoutHeader(), 1)).containsExactly(new Trip("LAX", 5), new Trip("ATL", 7));
    }

    @Test
    void when_a_column_stands_twice_in_the_header_then_it_is_refused() throws Exception {
        CsvSource<Trip> source = CsvFiles.read(file("\norigin,minutes,Minutes,minutes\nA,1,2,3\n"), Trip.class);
        assertThatThrownBy(() -> source.splits(1))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("in.csv:2: the header has 2 columns \"minutes\" for Trip.minutes");
    }

    @Test
    void when_another_delimiter_is_given_then_commas_are_text() throws Exception {
        Path file = file("origin;minutes\nL,A;5\n\"x;y\";6\n");
        assertThat(Reading.all(CsvFiles.read(file, Trip.class).delimiter(';'), 1))
                .containsExactly(new Trip("L,A", 5), new Trip("x;y", 6));
        Path tabs = file("origin\tminutes\nL,A\t5\n");
        assertThat(Reading.all(CsvFiles.read(tabs, Trip.class).delimiter('\t'), 1))
                .containsExactly(new Trip("L,A", 5));
        assertThatThrownBy(() -> CsvFiles.read(file, Trip.class).delimiter('"'))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("must be an ASCII character");
    }

    @Test
    void when_a_file_is_missing_then_it_is_named_with_the_fix() {
        Path missing = dir.resolve("none.csv");
        assertThatThrownBy(() -> CsvFiles.read(missing, Trip.class).splits(1))
                .isInstanceOf(PermanentException.class)
                .hasMessageStartingWith(missing + " does not exist: check the path");
    }

    @Test
    void when_rows_are_longer_than_the_window_then_they_are_read_whole() throws Exception {
        String large = "x,\"y\n".repeat(100_000).replace("\"", "'");
        Files.write(
                dir.resolve("in.csv"), ("origin,minutes\n\"" + large + "\",1\nB,2\n").getBytes(StandardCharsets.UTF_8));
        assertThat(Reading.all(CsvFiles.read(dir.resolve("in.csv"), Trip.class), 1))
                .containsExactly(new Trip(large, 1), new Trip("B", 2));
    }

    record Nested(Trip trip) {}

    record Vague(Optional<?> value) {}

    @Test
    void when_a_component_cannot_be_a_column_then_the_definition_is_refused() {
        assertThatThrownBy(() -> CsvFiles.read(dir, Nested.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith(
                        "Nested.trip is of a type that cannot stand in a column: columns can be String");
        assertThatThrownBy(() -> CsvFiles.read(dir, Vague.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith("Vague.value is of a type that cannot stand in a column");
    }
}
