package dev.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobOptionsTest {
    private static final JobOptions DEFAULTS = JobOptions.defaults();

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(o -> o.withParallelism(0), "parallelism must be at least 1, but is 0"),
                wrong(o -> o.withCheckpointInterval(Duration.ZERO), "interval must be at least 1ms"),
                wrong(o -> o.withCheckpointInterval(Duration.ofDays(21)), "at most 20 days, but are PT504H and PT10M"),
                wrong(o -> o.withCheckpointTimeout(Duration.ofDays(21)), "at most 20 days"),
                wrong(o -> o.withCheckpointTimeout(Duration.ZERO), "timeout must be at least 1ms"),
                wrong(o -> o.withAlignedTimeout(Duration.ofHours(1)), "must be shorter than the checkpoint timeout"),
                wrong(o -> o.withRetainedCheckpoints(0), "at least one checkpoint must be retained"),
                wrong(o -> o.withRate(0), "at least 1 record per second"));
    }

    private static Arguments wrong(UnaryOperator<JobOptions> change, String message) {
        return Arguments.of(change, message);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void when_an_option_is_out_of_its_range_then_it_is_refused_with_the_range(
            UnaryOperator<JobOptions> change, String message) {
        assertThatThrownBy(() -> change.apply(DEFAULTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldChangeOneOptionAndKeepTheOthers() {
        JobOptions changed = DEFAULTS.withParallelism(7).withCheckpointInterval(Duration.ofDays(20));
        assertThat(changed.parallelism()).isEqualTo(7);
        assertThat(changed.checkpointInterval()).isEqualTo(Duration.ofDays(20));
        assertThat(changed.checkpointTimeout()).isEqualTo(DEFAULTS.checkpointTimeout());
        assertThat(changed.stateBackend()).isEqualTo(DEFAULTS.stateBackend());
    }
}
