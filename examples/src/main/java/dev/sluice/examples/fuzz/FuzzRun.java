package dev.sluice.examples.fuzz;

import dev.sluice.api.Parameters;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.RestartPolicy;
import java.io.PrintWriter;
import java.time.Duration;
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
    private static final RestartPolicy AT_ONCE = new RestartPolicy(100, Duration.ofMillis(1), Duration.ofMillis(20));

    /**
     * @param out told of each job that gives something else than expected
     * @return how many did
     */
    public int run(PrintWriter out) {
        int wrong = 0;
        try (Runtime runtime = Runtime.local()) {
            for (int number = first; number < first + cases; number++) {
                Random random = new Random(seed * 1_000_003 + number);
                RandomJob job = new RandomJob("fuzz-" + number, random);
                String difference = difference(job, runtime, random);
                if (!difference.isEmpty()) {
                    wrong++;
                    out.println("case " + number + " of seed " + seed + " is WRONG: " + job.describe());
                    out.println(
                            difference + "  again: ./sluice fuzz --seed " + seed + " --first " + number + " --cases 1");
                    out.flush();
                }
            }
        }
        return wrong;
    }

    private static String difference(RandomJob job, Runtime runtime, Random random) {
        JobOptions options = JobOptions.defaults()
                .withParallelism(job.parallelism())
                .withCheckpointInterval(Duration.ofMillis(1 + random.nextInt(20)))
                .withRestart(AT_ONCE);
        try {
            runtime.submit(job, Parameters.none(), options).join();
        } catch (RuntimeException e) {
            return "  it failed: " + e + "\n";
        }
        Map<String, Long> missing = new TreeMap<>(job.expected());
        job.results().forEach((row, count) -> missing.merge(row, -count, Long::sum));
        StringBuilder text = new StringBuilder();
        missing.forEach((row, count) -> {
            if (count != 0) {
                text.append("  ")
                        .append(count > 0 ? count + " missing: " : -count + " too many: ")
                        .append(row)
                        .append('\n');
            }
        });
        return text.toString();
    }
}
