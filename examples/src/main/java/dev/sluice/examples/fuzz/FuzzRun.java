package dev.sluice.examples.fuzz;

import dev.sluice.persistence.Folders;
import dev.sluice.runtime.LocalSettings;
import dev.sluice.runtime.Runtime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Runs random jobs, one after the other, in one embedded runtime.
 *
 * @param seed makes the jobs
 * @param first the number of the first
 * @param cases how many
 */
public record FuzzRun(long seed, int first, int cases) {
    /** With so few entries an operator writes changes only, as others do with a lot of state. */
    private static final String CHANGES_FROM = "2";

    /** With so little memory most of what few entries take is in files. */
    private static final String SPILLED_FROM = "4 KiB";

    private static final int SHOWN = 10;

    /**
     * @param out told of each job that gives something else than expected, and at the end of what was done to them
     * @return how many did
     */
    public int run(PrintWriter out) {
        int wrong = 0;
        Tally tally = new Tally();
        LocalSettings settings = LocalSettings.defaults()
                .withSetting("sluice.state.heap.incremental-from", CHANGES_FROM)
                .withSetting("sluice.state.spilling.memory", SPILLED_FROM);
        try (Runtime runtime = Runtime.local(settings)) {
            Path savepoints = Files.createTempDirectory("sluice-fuzz-");
            for (int number = first; number < first + cases; number++) {
                RandomJob job = new RandomJob("fuzz-" + number, new Random(seed * 1_000_003 + number));
                String difference = difference(job, new Course(runtime, job, savepoints.resolve(job.name()), tally));
                if (!difference.isEmpty()) {
                    wrong++;
                    out.println("case " + number + " of seed " + seed + " is WRONG: " + job.describe());
                    out.println(
                            difference + "  again: ./sluice fuzz --seed " + seed + " --first " + number + " --cases 1");
                    out.flush();
                }
            }
            Folders.delete(savepoints);
        } catch (IOException e) {
            throw new UncheckedIOException("there is no place for savepoints", e);
        }
        out.println(tally);
        return wrong;
    }

    private static String difference(RandomJob job, Course course) {
        try {
            course.run();
        } catch (RuntimeException | IOException e) {
            return "  it failed: " + e + "\n";
        }
        Map<String, Long> missing = new TreeMap<>(job.expected());
        job.results().forEach((row, count) -> missing.merge(row, -count, Long::sum));
        missing.values().removeIf(count -> count == 0);
        StringBuilder text = new StringBuilder();
        missing.entrySet().stream()
                .limit(SHOWN)
                .forEach(row -> text.append("  ")
                        .append(row.getValue() > 0 ? row.getValue() + " missing: " : -row.getValue() + " too many: ")
                        .append(row.getKey())
                        .append('\n'));
        if (missing.size() > SHOWN) {
            text.append("  and ").append(missing.size() - SHOWN).append(" other rows\n");
        }
        return text.toString();
    }
}
