package dev.sluice.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakOracleTest {
    private static final Load LOAD = new Load(3, 1_500);
    private static final long NUMBERS = 10_000;

    private final List<String> steps = new ArrayList<>();
    private final List<String> totals = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void compute() {
        TreeMap<Long, Step> last = new TreeMap<>();
        for (long number = 0; number < NUMBERS; number++) {
            long key = LOAD.keyOf(number);
            Step before = last.getOrDefault(key, new Step(key, 0, 0, 0));
            Step step = new Step(key, before.count() + 1, before.sum() + number, number);
            last.put(key, step);
            if (key % Totals.SAMPLED == 0) {
                steps.add(row(step));
            }
        }
        last.values().forEach(end -> totals.add(row(new Step(end.key(), end.count(), end.sum(), -1))));
    }

    private static String row(Step step) {
        return step.key() + "," + step.count() + "," + step.sum() + "," + step.number();
    }

    private String difference() throws IOException {
        write("steps", steps);
        write("totals", totals);
        return new SoakOracle(LOAD, NUMBERS).firstDifference(folder).orElse("");
    }

    private void write(String name, List<String> rows) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(folder.resolve(name).resolve("1.csv"), Step.HEADER + "\n" + String.join("\n", rows) + "\n");
    }

    @Test
    void when_all_is_there_then_nothing_differs() throws IOException {
        assertThat(difference()).isEmpty();
    }

    @Test
    void when_a_total_is_missing_then_it_is_told() throws IOException {
        totals.remove(700);
        assertThat(difference()).contains("totals: lost key 700");
    }

    @Test
    void when_a_total_is_there_twice_then_it_is_told() throws IOException {
        totals.add(totals.get(700));
        assertThat(difference()).contains("totals:", "key=700", "it was there before");
    }

    @Test
    void when_a_record_counted_twice_then_it_is_told() throws IOException {
        Step end = Step.parse(totals.get(700));
        totals.set(700, row(new Step(700, end.count() + 1, end.sum() + 17, -1)));
        assertThat(difference()).contains("totals:", "key=700", "numbers of sum");
    }

    @Test
    void when_a_step_is_missing_then_it_is_told() throws IOException {
        steps.remove(steps.size() / 2);
        assertThat(difference()).contains("steps:", "instead of");
    }

    @Test
    void when_a_step_is_there_twice_then_it_is_told() throws IOException {
        steps.add(steps.get(2));
        assertThat(difference()).contains("steps: never expected");
    }

    @Test
    void when_a_step_does_not_follow_from_the_one_before_then_it_is_told() throws IOException {
        Step step = Step.parse(steps.get(4));
        steps.set(4, row(new Step(step.key(), step.count(), step.sum() + 1, step.number())));
        assertThat(difference()).contains("does not follow");
    }
}
