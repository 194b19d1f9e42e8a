package dev.sluice.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.connector.Split;
import dev.sluice.connectors.csv.CsvFiles;
import dev.sluice.connectors.csv.CsvSource;
import dev.sluice.connectors.testing.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Going on in a file that is not what it was, or that is compressed. */
class ResumeTest {
    private static final String CONTENT = "word\none\ntwo\nthree\nfour\n";

    @TempDir
    Path dir;

    private final Reading<Word> reading = new Reading<>();

    record Word(String word) {}

    private void write(Path file, String content) throws IOException {
        try (OutputStream out = file.toString().endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"in.csv", "in.csv.gz"})
    void when_the_file_changed_before_the_position_then_going_on_is_refused(String name) throws Exception {
        Path file = dir.resolve(name);
        write(file, CONTENT);
        CsvSource<Word> source = CsvFiles.read(file, Word.class);
        Split split = source.splits(1).get(0);
        long position = reading.readOn(source, split, split.start(), 1, 2);
        assertThat(reading.records).containsExactly(new Word("one"), new Word("two"));

        for (String shorter : new String[] {"word\none\ntw", "word\none\n", ""}) {
            write(file, shorter);
            assertThatThrownBy(() -> source.open(split, position, reading.task))
                    .isInstanceOf(PermanentException.class)
                    .hasMessage(file + " was changed since it was read up to byte 13: it is shorter."
                            + " Put the file back as it was, or start the job anew");
        }
        write(file, "word\nanother one\ntwo\nthree\nfour\n");
        assertThatThrownBy(() -> source.open(split, position, reading.task))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("no record ends there any more");
        Files.delete(file);
        assertThatThrownBy(() -> source.open(split, position, reading.task))
                .isInstanceOf(PermanentException.class)
                .hasMessageStartingWith(file + " does not exist");

        write(file, CONTENT);
        reading.readOn(source, split, position, 100, 100);
        assertThat(reading.records)
                .containsExactly(new Word("one"), new Word("two"), new Word("three"), new Word("four"));
    }

    @Test
    void when_a_file_without_a_last_line_end_was_read_to_its_end_then_going_on_finds_nothing() throws Exception {
        Path file = dir.resolve("in.csv");
        write(file, "word\none");
        CsvSource<Word> source = CsvFiles.read(file, Word.class);
        Split split = source.splits(1).get(0);
        long end = reading.readOn(source, split, 0, 100, 100);
        assertThat(end).isEqualTo(8);
        assertThat(reading.readOn(source, split, end, 100, 100)).isEqualTo(8);
        assertThat(reading.records).containsExactly(new Word("one"));
    }

    @Test
    void when_a_compressed_file_has_several_members_then_all_are_read() throws Exception {
        Path file = dir.resolve("in.csv.gz");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (String part : new String[] {"word\none\nt", "wo\n", "three\n"}) {
                GZIPOutputStream member = new GZIPOutputStream(out);
                member.write(part.getBytes(StandardCharsets.UTF_8));
                member.finish();
            }
        }
        assertThat(Reading.all(CsvFiles.read(file, Word.class), 4))
                .containsExactly(new Word("one"), new Word("two"), new Word("three"));
    }

    @Test
    void when_a_compressed_file_is_damaged_then_it_is_named() throws Exception {
        Path file = dir.resolve("in.csv.gz");
        write(file, CONTENT.repeat(10_000));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
        CsvSource<Word> source = CsvFiles.read(file, Word.class);
        assertThatThrownBy(() -> Reading.all(source, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        Files.writeString(file, "word\nno gzip\n");
        assertThatThrownBy(() -> Reading.all(source, 1)).hasMessageContaining(file.toString());
    }

    @Test
    void when_a_file_grows_while_it_is_read_then_what_is_new_is_left_out() throws Exception {
        Path file = dir.resolve("in.csv");
        write(file, "word\none\n");
        CsvSource<Word> source = CsvFiles.read(file, Word.class);
        Split split = source.splits(1).get(0);
        write(file, "word\none\ntwo\n");
        reading.read(source, split);
        assertThat(reading.records).containsExactly(new Word("one"));
    }
}
