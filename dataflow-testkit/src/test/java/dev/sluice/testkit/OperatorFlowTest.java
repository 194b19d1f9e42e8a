package dev.sluice.testkit;

import static dev.sluice.testkit.SluiceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorFlowTest {
    private static OperatorFlowBuilder<Reading, String> watch() {
        return TestFlow.operator(
                Reading.class, readings -> readings.keyBy(Reading::sensor).process(new Watch()));
    }

    @Test
    void shouldRunOneFunctionWithTimesOfTheTest() {
        try (OperatorFlow<Reading, String> flow = watch().build()) {
            flow.emitAt(Instant.ofEpochSecond(1), Reading.of("a", 7, 0));
            assertThat(flow).containsExactly("a#1");
            assertThat(flow.timestamped()).containsExactly(Timestamped.of("a#1", Instant.ofEpochSecond(1)));
            assertThat(flow.takeAll()).hasSize(1);
            flow.watermark(Instant.ofEpochSecond(6));
            assertThat(flow.takeAll()).containsExactly("a had [7] by 6");
            flow.advance(Duration.ofSeconds(10));
            assertThat(flow.takeAll()).containsExactly("a is silent at 10");
            assertThat(flow.operator()).hasNoState("alarm", "a").hasState("count", "a", 1L);
        }
    }

    @Test
    void shouldReadEventTimeOffTheRecords() {
        try (OperatorFlow<Reading, Reading> flow = TestFlow.operator(
                        Reading.class,
                        readings -> readings.keyBy(Reading::sensor)
                                .window(Windows.tumbling(Duration.ofSeconds(10)))
                                .reduce((a, b) -> Reading.of(a.sensor(), a.value() + b.value(), b.time() / 1_000)))
                .eventTime(Reading::time, Watermarks.monotonous())
                .parallelism(2)
                .build()) {
            flow.emit(Reading.of("a", 1, 1), Reading.of("a", 2, 2), Reading.of("a", 4, 11));
            assertThat(flow).containsExactly(Reading.of("a", 3, 2));
            flow.emit(Reading.of("a", 1, 3));
            assertThat(flow.operator()).hasDropped(1);
        }
    }

    @Test
    void shouldCollectSideOutputsThatTheTestNames() {
        Reading negative = Reading.of("a", -1, 1);
        try (OperatorFlow<Reading, String> flow =
                watch().sideOutputs(Watch.NEGATIVE).build()) {
            assertThat(flow.sideOutput(Watch.NEGATIVE)).isEmpty();
            flow.emitAt(Instant.ofEpochSecond(1), negative);
            assertThat(flow.sideOutput(Watch.NEGATIVE)).containsExactly(negative);
            assertThatThrownBy(() -> flow.sideOutput(OutputTag.of("odd"))).hasMessageContaining("negative");
        }
    }

    @Test
    void shouldKeepStateOverRestartRescaleAndRestore() {
        try (OperatorFlow<Reading, String> flow = watch().build()) {
            flow.emitAt(Instant.ofEpochSecond(1), Reading.of("a", 7, 0), Reading.of("b", 8, 0));
            Snapshot snapshot = flow.snapshot();
            flow.restart();
            flow.rescale(3);
            flow.emitAt(Instant.ofEpochSecond(2), Reading.of("a", 9, 0));
            assertThat(flow.state("values", "a")).isEqualTo(List.of(7L, 9L));
            assertThat(flow.state("values", "b")).isEqualTo(List.of(8L));
            flow.restore(snapshot);
            assertThat(flow.state("values", "a")).isEqualTo(List.of(7L));
            flow.end();
            assertThat(flow.records()).containsExactlyInAnyOrder("a#1", "b#1", "a had [7] by 6", "b had [8] by 6");
        }
    }

    @Test
    void shouldShowWhatIsReducedAndAggregated() {
        try (OperatorFlow<Reading, Reading> reduced = TestFlow.operator(
                                Reading.class,
                                readings -> readings.keyBy(Reading::sensor).reduce((a, b) -> b))
                        .build();
                OperatorFlow<Reading, Long> counted = TestFlow.operator(
                                Reading.class,
                                readings -> readings.keyBy(Reading::sensor)
                                        .aggregate(Aggregates.count(), (sensor, count) -> count))
                        .build()) {
            reduced.emit(Reading.of("a", 1, 1), Reading.of("a", 2, 2));
            assertThat(reduced.operator())
                    .hasState("reduced", "a", Reading.of("a", 2, 2))
                    .hasNoState("reduced", "b");
            counted.emit(Reading.of("a", 1, 1), Reading.of("a", 2, 2));
            assertThat(counted.operator()).hasState("aggregated", "a", 2L).hasNoState("aggregated", "b");
            assertThat(counted).containsExactly(1L, 2L);
        }
    }

    @Test
    void when_a_key_selector_fails_then_the_record_is_named() {
        try (OperatorFlow<String, String> flow = TestFlow.operator(
                        String.class,
                        texts -> texts.keyBy(text -> text.substring(1)).reduce((a, b) -> a + b))
                .build()) {
            flow.emit("ab", "cb");
            assertThat(flow).containsExactly("ab", "abcb");
            assertThatThrownBy(() -> flow.emit(""))
                    .isInstanceOf(OperatorFailedException.class)
                    .hasRootCauseInstanceOf(StringIndexOutOfBoundsException.class);
        }
    }
}
