package dev.sluice.examples.words;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.ParameterSpec;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.Collector;
import dev.sluice.connectors.json.JsonLines;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How often each word occurs in a text, told once the text is read. */
public final class WordCount implements JobDefinition {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}']+");

    /** For the service loader. */
    public WordCount() {}

    @Override
    public void define(Dataflow flow, Parameters params) {
        flow.source("lines", JsonLines.read(params.path("input"), Line.class))
                .flatMap(WordCount::split)
                .keyBy(word -> word)
                .process(new CountToTheEnd())
                .name("count")
                .sink("counts", JsonLines.write(params.path("output"), WordFrequency.class));
    }

    private static void split(Line line, Collector<String> words) {
        for (String word : BETWEEN_WORDS.split(line.text().toLowerCase(Locale.ROOT))) {
            if (!word.isEmpty()) {
                words.collect(word);
            }
        }
    }

    @Override
    public String description() {
        return "How often each word occurs in a text.";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.required("input", "JSON lines with a text each: {\"text\": \"...\"}")
                        .asPath(),
                ParameterSpec.required("output", "folder for the JSON lines of the result")
                        .asPath());
    }

    /**
     * A line of the text.
     *
     * @param text its words
     */
    public record Line(String text) {}

    /**
     * A word of the text.
     *
     * @param word in small letters
     * @param count how often it occurs
     */
    public record WordFrequency(String word, long count) {}
}
