package dev.sluice.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * A change that makes the engine several times slower cannot land unseen. Both sides run in this process, in turn, so
 * that a busy or slow machine slows both. Measured were 45 to 55 % of the plain loop's speed, in wall-clock and in CPU
 * time, on a machine with six times as much to do as it has cores; the floor is a quarter of that.
 */
final class RegressionGuardTest {
    private static final Events EVENTS = new Events(1_000_000, 1_000_000);
    private static final int REPS = 5;
    private static final double FLOOR = 0.12;

    @Test
    void shouldNotFallFarBehindThePlainLoop() throws Exception {
        List<Result> plainResults = new ArrayList<>();
        List<Result> sluiceResults = new ArrayList<>();
        try (Subject sluice = new SluiceSubject(2, Duration.ofSeconds(5));
                Subject plain = new PlainSubject(2)) {
            sluice.run(KeyedWorkload.KEYED_SUM, EVENTS);
            plain.run(KeyedWorkload.KEYED_SUM, EVENTS);
            for (int rep = 0; rep < REPS; rep++) {
                plainResults.add(plain.run(KeyedWorkload.KEYED_SUM, EVENTS));
                sluiceResults.add(sluice.run(KeyedWorkload.KEYED_SUM, EVENTS));
            }
        }
        assertThat(ratio(plainResults, sluiceResults, Result::seconds))
                .as(
                        "Sluice's speed as a fraction of the plain loop's; plain %s, Sluice %s",
                        plainResults, sluiceResults)
                .isGreaterThan(FLOOR);
        assertThat(ratio(plainResults, sluiceResults, Result::cpuSeconds))
                .as("the same by CPU time; plain %s, Sluice %s", plainResults, sluiceResults)
                .isGreaterThan(FLOOR);
    }

    private static double ratio(List<Result> plain, List<Result> sluice, ToDoubleFunction<Result> time) {
        return median(plain, time) / median(sluice, time);
    }

    private static double median(List<Result> results, ToDoubleFunction<Result> time) {
        return results.stream()
                .mapToDouble(time)
                .sorted()
                .skip(results.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
