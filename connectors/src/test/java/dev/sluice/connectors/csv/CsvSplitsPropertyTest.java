package dev.sluice.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.connectors.testing.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Every record once, whatever the content, the splits and the places where reading stops and goes on in a new reader.
 */
class CsvSplitsPropertyTest {
    private static Path dir = Path.of("");

    record Row(String first, String second, String third) {}

    @BeforeContainer
    static void makeDirectory() throws IOException {
        dir = Files.createTempDirectory("csv-splits");
    }

    @AfterContainer
    static void removeDirectory() throws IOException {
        try (var files = Files.list(dir)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(dir);
    }

    /** A file's text, in which line ends and quoting change from row to row, as no writer would make it. */
    @Provide
    Arbitrary<String> contents() {
        Arbitrary<String> plain = Arbitraries.strings()
                .withChars("abü\u20AC1-\" ")
                .ofMaxLength(6)
                .map(text -> text.startsWith("\"") ? "q" + text : text);
        Arbitrary<String> quoted = Arbitraries.of(
                        "", "x", "\"\"", "\n", "\r\n", "\r", ",", "ü", "\uD83D\uDE00", "a,b", "\n\n")
                .list()
                .ofMaxSize(5)
                .map(parts -> "\"" + String.join("", parts) + "\"");
        Arbitrary<String> cell =
                Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, plain), net.jqwik.api.Tuple.of(1, quoted));
        Arbitrary<String> end = Arbitraries.of("\n", "\n", "\r\n", "\n\n", "\r");
        Arbitrary<String> row =
                Combinators.combine(cell, cell, cell, end).as((a, b, c, e) -> a + "," + b + "," + c + e);
        Arbitrary<String> header = Arbitraries.of(
                "first,second,third\n", "\uFEFFfirst,second,third\r\n", "\n\"first\",\"second\",third\r");
        return Combinators.combine(header, row.list().ofMaxSize(30), Arbitraries.of(true, false))
                .as((h, rows, cut) -> {
                    String text = h + String.join("", rows);
                    return cut && text.endsWith("\n") && !text.endsWith("\r\n")
                            ? text.substring(0, text.length() - 1)
                            : text;
                });
    }

    @Property(tries = 400)
    void shouldReadEachRecordOnceInOrder(
            @ForAll("contents") String content,
            @ForAll @IntRange(min = 1, max = 120) int splitSize,
            @ForAll boolean compressed,
            @ForAll Random stops)
            throws Exception {
        Path file = dir.resolve(compressed ? "in.csv.gz" : "in.csv");
        write(file, content.getBytes(StandardCharsets.UTF_8), compressed);
        CsvSource<Row> source = CsvFiles.read(file, Row.class).splitSize(splitSize);
        Reading<Row> reading = new Reading<>();
        for (Split split : source.splits(3)) {
            readWithStops(source, split, reading, stops);
        }
        assertThat(reading.records).isEqualTo(parsedIndependently(content));
    }

    private static void readWithStops(CsvSource<Row> source, Split split, Reading<Row> reading, Random stops)
            throws Exception {
        long position = split.start();
        while (true) {
            try (SourceReader<Row> reader = source.open(split, position, reading.task)) {
                for (int calls = stops.nextInt(4); calls > 0; calls--) {
                    if (reader.read(reading, 1 + stops.nextInt(4)) == SourceReader.Status.END) {
                        return;
                    }
                }
                position = reader.position();
            }
        }
    }

    private static List<Row> parsedIndependently(String content) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> records =
                CsvReader.builder().ofCsvRecord(content.startsWith("\uFEFF") ? content.substring(1) : content)) {
            for (CsvRecord parsed : records) {
                if (parsed.getFieldCount() != 1 || !parsed.getField(0).isEmpty()) {
                    rows.add(new Row(parsed.getField(0), parsed.getField(1), parsed.getField(2)));
                }
            }
        }
        return rows.subList(1, rows.size());
    }

    private static void write(Path file, byte[] bytes, boolean compressed) throws IOException {
        try (OutputStream out =
                compressed ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file)) {
            out.write(bytes);
        }
    }
}
