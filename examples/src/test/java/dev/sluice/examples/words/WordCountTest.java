package dev.sluice.examples.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Parameters;
import dev.sluice.examples.CommittedFiles;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordCountTest {
    @TempDir
    private Path folder;

    @Test
    void when_words_are_counted_then_each_is_told_once_with_its_count() throws Exception {
        Path text = Path.of("data/gettysburg.jsonl");
        try (Runtime runtime = Runtime.local()) {
            runtime.submit(
                            new WordCount(),
                            Parameters.of(
                                    "input",
                                    text.toString(),
                                    "output",
                                    folder.resolve("out").toString()),
                            JobOptions.defaults().withParallelism(2))
                    .join();
        }
        assertThat(CommittedFiles.lines(folder.resolve("out"))).isEqualTo(expected(text));
    }

    private static List<String> expected(Path text) throws IOException {
        Map<String, Long> counts = Files.readAllLines(text).stream()
                .map(line -> line.substring("{\"text\": \"".length(), line.length() - "\"}".length()))
                .flatMap(line -> Arrays.stream(line.toLowerCase(Locale.ROOT).split("[ ,.-]+")))
                .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
        assertThat(counts).containsEntry("nation", 5L).hasSizeGreaterThan(100);
        return counts.entrySet().stream()
                .map(count -> "{\"word\":\"" + count.getKey() + "\",\"count\":" + count.getValue() + "}")
                .sorted()
                .toList();
    }
}
