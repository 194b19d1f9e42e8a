package dev.sluice.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.benchmarks.measure.SluiceSubject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class LatencyRunTest {
    private static final long RATE = 10_000;
    private static final LatencyOrder ORDER =
            new LatencyOrder(RATE, 100, 2, Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(50));

    @Test
    void shouldTakeTheLatencyOfEachOutputAfterTheWarmUp() {
        LatencyRun run = ORDER.run();
        try (SluiceSubject sluice = new SluiceSubject(ORDER.parallelism(), ORDER.checkpointInterval())) {
            sluice.run(new LatencyJob(run));
        }
        Histogram latencies = run.latencies();
        assertThat(latencies.getTotalCount()).isEqualTo(RATE * 300 / 1_000);
        assertThat(latencies.getMinValue()).isPositive();
    }

    @Test
    void when_a_source_is_held_up_then_the_events_due_meanwhile_are_late() {
        LatencyRun run = ORDER.run();
        Paced events = new Paced(run, 0, 1, 0);
        LatencyRun.Recorder recorder = run.recorder();
        while (run.now() < Duration.ofMillis(200).toNanos()) {
            Thread.onSpinWait(); // held up
        }
        while (events.isDue()) {
            recorder.output(events.next().due());
        }
        // Those due from 100 ms to 200 ms; the first waited for the whole rest of that time.
        assertThat(run.latencies().getTotalCount()).isGreaterThanOrEqualTo(1_000);
        assertThat(run.latencies().getMaxValue())
                .isGreaterThanOrEqualTo(Duration.ofMillis(99).toNanos());
    }

    @Test
    void shouldDealOutAllEventsBetweenTheSources() {
        LatencyRun run = ORDER.run();
        List<Paced> sources = List.of(new Paced(run, 0, 3, 0), new Paced(run, 1, 3, 0), new Paced(run, 2, 3, 0));
        assertThat(sources.stream()
                        .flatMap(source -> Stream.iterate(source, Paced::hasNext, same -> same))
                        .map(Paced::next)
                        .map(Timed::value))
                .hasSize(4_000)
                .doesNotHaveDuplicates();
        assertThat(LatencyOrder.parse(ORDER.arguments())).isEqualTo(ORDER);
    }
}
