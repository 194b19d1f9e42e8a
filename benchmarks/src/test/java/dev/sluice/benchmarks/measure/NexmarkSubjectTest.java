package dev.sluice.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.benchmarks.nexmark.Naive;
import dev.sluice.benchmarks.nexmark.NexmarkQuery;
import dev.sluice.benchmarks.nexmark.data.NexmarkConfig;
import dev.sluice.benchmarks.plain.PlainLoop;
import dev.sluice.benchmarks.workload.Events;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NexmarkSubjectTest {
    private static final Events EVENTS = new Events(30_001, 1);

    /** A few bids a window, with many that tie; several windows; only one. */
    private static final List<NexmarkConfig> CONFIGS = List.of(
            new NexmarkConfig(3_003, 1, 42),
            new NexmarkConfig(60_000, 3_000, 43),
            new NexmarkConfig(20_000, 1_000_000, 44));

    private static Subject sluice;

    @BeforeAll
    static void start() {
        sluice = new SluiceSubject(2, Duration.ofMillis(100));
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"Q0", "Q1", "Q2", "Q5", "Q21", "Q22"})
    void when_the_plain_loop_runs_a_query_then_it_computes_what_a_naive_computation_computes(NexmarkQuery query)
            throws Exception {
        for (NexmarkConfig config : CONFIGS) {
            Tally expected = expected(query, config);
            for (int threads = 1; threads <= 3; threads++) {
                Measurement measurement = new Measurement();
                PlainLoop.run(query, config, threads, measurement);
                assertMatches(measurement.result(config.events()), expected, query);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void when_sluice_runs_a_query_then_its_checksum_is_that_of_a_naive_computation(NexmarkQuery query)
            throws Exception {
        assertMatches(sluice.run(query, EVENTS), expected(query, NexmarkConfig.of(EVENTS.count())), query);
    }

    @Test
    void when_there_is_no_plain_loop_then_it_says_so() {
        assertThat(PlainLoop.runs(NexmarkQuery.Q11)).isFalse();
        assertThatThrownBy(() -> PlainLoop.run(NexmarkQuery.Q11, EVENTS, 1, new Measurement()))
                .hasMessageContaining("q11");
    }

    private static Tally expected(NexmarkQuery query, NexmarkConfig config) {
        Tally expected = new Tally();
        Naive.outputs(query, config).forEach(output -> NexmarkQuery.show(output, expected));
        return expected;
    }

    private static void assertMatches(Result result, Tally expected, NexmarkQuery query) {
        assertThat(result.checksum()).isEqualTo(expected.checksum());
        if (query.countsAlike()) {
            assertThat(result.outputs()).isEqualTo(expected.outputs());
        }
    }
}
