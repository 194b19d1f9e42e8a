package dev.sluice.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.connector.Split;
import dev.sluice.connectors.csv.CsvFiles;
import dev.sluice.connectors.testing.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
    @TempDir
    Path dir;

    record Word(String word) {}

    @BeforeEach
    void writeFiles() throws IOException {
        for (String name : List.of("b.csv", "a.csv", "c.txt", ".hidden.csv", "_SUCCESS", ".x.csv.inprogress")) {
            Files.writeString(dir.resolve(name), "word\n" + name + "\n");
        }
        Files.createDirectories(dir.resolve("folder"));
        Files.writeString(dir.resolve("folder/d.csv"), "word\nd\n");
    }

    private List<String> words(Path path) throws Exception {
        return Reading.all(CsvFiles.read(path, Word.class), 2).stream()
                .map(Word::word)
                .toList();
    }

    @Test
    void when_the_path_is_a_folder_then_its_visible_files_are_read_by_name() throws Exception {
        assertThat(words(dir)).containsExactly("a.csv", "b.csv", "c.txt");
    }

    @Test
    void when_the_name_is_a_pattern_then_what_matches_is_read() throws Exception {
        assertThat(words(dir.resolve("*.csv"))).containsExactly("a.csv", "b.csv");
        assertThat(words(dir.resolve("{b,c}.*"))).containsExactly("b.csv", "c.txt");
    }

    @Test
    void when_nothing_is_found_then_the_path_is_named_with_the_fix() throws Exception {
        assertThatThrownBy(() -> words(dir.resolve("*.xml")))
                .isInstanceOf(PermanentException.class)
                .hasMessage("no file matches " + dir.resolve("*.xml") + ": check the pattern");
        assertThatThrownBy(() -> words(dir.resolve("none/*.csv")))
                .isInstanceOf(PermanentException.class)
                .hasMessageStartingWith(dir.resolve("none") + " does not exist");
        Path empty = Files.createDirectories(dir.resolve("empty"));
        assertThatThrownBy(() -> words(empty))
                .isInstanceOf(PermanentException.class)
                .hasMessageStartingWith(empty + " has no files");
    }

    @Test
    void when_a_file_is_large_then_it_has_about_a_split_for_each_subtask() throws Exception {
        Path large = Files.write(dir.resolve("large.csv"), new byte[3 * (int) FileSplits.SMALLEST]);
        assertThat(FileSplits.of(large, FileSplits.AUTOMATIC, 2)).hasSize(2);
        assertThat(FileSplits.of(large, FileSplits.AUTOMATIC, 8)).hasSize(3);
        assertThat(FileSplits.of(large, Long.MAX_VALUE, 8)).hasSize(1);
        assertThat(FileSplits.of(dir.resolve("a.csv"), FileSplits.AUTOMATIC, 8)).hasSize(1);
        List<Split> splits = FileSplits.of(large, 1_000_000, 1);
        assertThat(splits).hasSize(4);
        assertThat(splits.get(0).start()).isZero();
        assertThat(splits.get(3).end()).isEqualTo(3 * FileSplits.SMALLEST);
        assertThat(splits).extracting(Split::id).doesNotHaveDuplicates();
        assertThat(FileSplits.fileOf(splits.get(2))).isEqualTo(large.toAbsolutePath());
    }
}
