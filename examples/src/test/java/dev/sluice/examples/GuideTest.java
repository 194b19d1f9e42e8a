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
        assertThat(snippets.stream().filter(snippet -> !tests.contains(withoutSpace(snippet))))
                .as("code of docs/testing.md that is in no test")
                .isEmpty();
    }

    private static String tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(GuideTest::code)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String code(Path file) {
        try {
            return withoutSpace(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The formatter breaks lines by how far they are indented. */
    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
