package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Looks whether the Java code of a page of the guide stands in the test that runs it, white space apart. */
public final class Guide {
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private Guide() {}

    /**
     * @param page its name below {@code docs}
     * @param test the class whose source is looked at
     * @param least how many snippets there are at least
     */
    public static void check(String page, Class<?> test, int least) throws IOException {
        Path source = Path.of("src/test/java", test.getName().replace('.', '/') + ".java");
        String code = withoutSpaces(Files.readString(source));
        List<String> snippets = SNIPPET.matcher(Files.readString(Path.of("../docs", page)))
                .results()
                .map(match -> withoutSpaces(match.group(1)).replaceFirst(";$", ""))
                .toList();
        assertThat(snippets)
                .hasSizeGreaterThanOrEqualTo(least)
                .allSatisfy(snippet -> assertThat(code).contains(snippet));
    }

    private static String withoutSpaces(String text) {
        return text.replaceAll("\\s+", "");
    }
}
