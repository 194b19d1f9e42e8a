package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.connector.ReactiveSource;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.time.WatermarkStrategy;
import dev.sluice.api.time.Watermarks;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What can be said about event time in a definition, and what cannot. */
class EventTimeDefinitionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static JobGraph define(JobDefinition job) {
        return Dataflow.define(JobDefinition.named("job", job), Parameters.none());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(JobDefinition job) {
        return assertThatThrownBy(() -> define(job)).isInstanceOf(DefinitionException.class);
    }

    private static JobGraph timed(WatermarkStrategy<Long> strategy) {
        return define((flow, params) -> flow.source("in", Ends.<Long>source())
                .eventTime(x -> x, strategy)
                .sink("out", Ends.sink()));
    }

    @Test
    void when_strategies_differ_then_so_do_the_fingerprints() {
        WatermarkStrategy<Long> monotonous = Watermarks.monotonous();
        List<WatermarkStrategy<Long>> strategies = List.of(
                monotonous,
                Watermarks.boundedOutOfOrderness(SECOND),
                Watermarks.punctuated((x, time) -> null),
                Watermarks.generator(() -> null),
                Watermarks.generator(() -> null, SECOND),
                Watermarks.noWatermarks(),
                monotonous.withIdleness(SECOND),
                monotonous.withAlignment("a", SECOND),
                monotonous.withAlignment("b", SECOND),
                monotonous.withAlignment("a", Duration.ZERO),
                monotonous.withAlignment("a", SECOND, Duration.ofSeconds(2)));
        Set<String> fingerprints = new HashSet<>();
        strategies.forEach(strategy -> {
            String fingerprint = timed(strategy).fingerprint();
            assertThat(timed(strategy).fingerprint()).isEqualTo(fingerprint);
            fingerprints.add(fingerprint);
        });
        assertThat(fingerprints).hasSize(strategies.size());
        assertThat(define((flow, params) -> flow.source("in", Ends.<Long>source())
                                .eventTime(monotonous)
                                .sink("out", Ends.sink()))
                        .fingerprint())
                .as("the source's timestamps")
                .isNotIn(fingerprints);
    }

    @Test
    void when_something_else_than_a_source_is_to_wait_for_others_then_it_is_refused() {
        refused((flow, params) -> flow.source("in", Ends.<Long>source())
                        .map(x -> x)
                        .eventTime(x -> x, Watermarks.<Long>monotonous().withAlignment("group", SECOND))
                        .name("times")
                        .sink("out", Ends.sink()))
                .hasMessageContaining("\"times\"")
                .hasMessageContaining("\"group\"")
                .hasMessageContaining("right behind the source");
    }

    @Test
    void when_a_reactive_source_is_to_give_times_then_it_is_refused() {
        ReactiveSource<Long> reactive = context -> subscriber -> {};
        refused((flow, params) -> flow.subscribe("in", reactive)
                        .map(x -> x)
                        .eventTime(Watermarks.monotonous())
                        .name("times")
                        .sink("out", Ends.sink()))
                .hasMessageContaining("\"times\"")
                .hasMessageContaining("\"in\"")
                .hasMessageContaining(".eventTime(timestamp");
        assertThat(define((flow, params) -> flow.subscribe("in", reactive)
                                .eventTime(x -> x, Watermarks.monotonous())
                                .map(x -> x)
                                .eventTime(Watermarks.boundedOutOfOrderness(SECOND))
                                .sink("out", Ends.sink()))
                        .nodes())
                .as("the times that an operator has given can be kept")
                .hasSize(5);
    }

    @Test
    void when_a_number_makes_no_sense_then_it_is_refused() {
        WatermarkStrategy<Long> monotonous = Watermarks.monotonous();
        assertThatThrownBy(() -> monotonous.withIdleness(Duration.ZERO)).hasMessageContaining("idleness");
        assertThatThrownBy(() -> monotonous.withAlignment("a", SECOND.negated()))
                .hasMessageContaining("\"a\"")
                .hasMessageContaining("drift");
        assertThatThrownBy(() -> monotonous.withAlignment("a", SECOND, Duration.ZERO))
                .hasMessageContaining("update interval");
        assertThatThrownBy(() -> monotonous.withAlignment(" ", SECOND)).hasMessageContaining("name");
        assertThatThrownBy(() -> Watermarks.generator(() -> null, Duration.ZERO))
                .hasMessageContaining("period");
        assertThatThrownBy(() -> Watermarks.noWatermarks().withAlignment("a", SECOND))
                .hasMessageContaining("without watermarks");
    }
}
