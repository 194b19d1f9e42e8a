package dev.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide's code is code that is compiled and run: each piece of it stands in one of the examples' tests. */
class GuideTest {
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void shouldShowOnlyCodeOfTests() throws IOException {
        List<String> snippets = JAVA.matcher(Files.readString(Path.of("../docs/testing.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        String tests = tests();
        assertThat(snippets).hasSizeGreaterThan(4);
        assertThat(snippets.stream().filter(snippet -> !tests.contains(withoutIndent(snippet.lines()))))
                .as("code of docs/testing.md that is in no test")
                .isEmpty();
    }

    private static String tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(GuideTest::lines)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String lines(Path file) {
        try {
            return withoutIndent(Files.readAllLines(file).stream());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A snippet may stand between others, so blank lines do not count either. */
    private static String withoutIndent(Stream<String> lines) {
        return lines.map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
