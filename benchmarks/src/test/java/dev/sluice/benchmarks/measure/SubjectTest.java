package dev.sluice.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SubjectTest {
    /** More than a window; keys that do not divide evenly, several sessions of a key, and fewer keys than lanes. */
    private static final List<Events> EVENTS = List.of(
            new Events(1_300_001, 1_003),
            new Events(100_000, 50_021),
            new Events(700_000, 150_000),
            new Events(10_000, 3),
            new Events(1, 1));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void when_sluice_runs_a_workload_then_it_computes_what_a_naive_loop_computes(int parallelism) throws Exception {
        try (Subject sluice = new SluiceSubject(parallelism, Duration.ofMillis(100))) {
            assertComputesTheSame(sluice);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void when_the_plain_loop_runs_a_workload_then_it_computes_what_a_naive_loop_computes(int threads) throws Exception {
        try (Subject plain = new PlainSubject(threads)) {
            assertComputesTheSame(plain);
        }
    }

    private static void assertComputesTheSame(Subject subject) throws Exception {
        for (Workload workload : KeyedWorkload.values()) {
            for (Events events : EVENTS) {
                Result result = subject.run(workload, events);
                assertThat(new Naive(result.outputs(), result.checksum()))
                        .as("%s of %s", workload.label(), events)
                        .isEqualTo(Naive.of(workload, events));
                assertThat(result.seconds()).isPositive();
            }
        }
    }

    @Test
    void shouldTellOutputsApartByKeyValueAndWindow() {
        assertThat(Stream.of(
                        Tally.term(1, 2, 0),
                        Tally.term(2, 1, 0),
                        Tally.term(1, 2, 1_000),
                        Tally.term(1, 2, 2_000),
                        Tally.term(2, 2, 1_000)))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldTakeTheTimeOfTheLastOutputAndNotOfLaterPauses() {
        Tally tally = new Tally();
        assertThat(tally.last()).isNull();
        tally.add(1, 1, 0);
        tally.pause();
        Moment last = tally.last();
        tally.pause();
        assertThat(tally.last()).isNotNull().isSameAs(last);
    }
}
