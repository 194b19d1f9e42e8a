package dev.sluice.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** A few hundred random jobs; {@code ./sluice fuzz} runs as many as wanted. */
class FuzzTest {
    private static final int CASES = Integer.getInteger("fuzz.cases", 300);

    @Test
    void when_random_jobs_fail_at_random_then_their_results_are_those_of_a_naive_computation() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("fuzz: repeat with -Dfuzz.seed=" + seed);
        StringWriter out = new StringWriter();
        int wrong = new FuzzRun(seed, 0, CASES).run(new PrintWriter(out));
        assertThat(wrong).as("seed %d\n%s", seed, out).isZero();
    }
}
