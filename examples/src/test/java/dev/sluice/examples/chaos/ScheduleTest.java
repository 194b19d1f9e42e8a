package dev.sluice.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final List<String> JOBS = List.of("bank-transfer", "set-append");

    private static List<Step> make(long seed) {
        return Schedule.make(seed, 3, LENGTH, true, JOBS);
    }

    @Test
    void when_the_seed_is_the_same_then_so_is_the_schedule() {
        assertThat(make(42)).isEqualTo(make(42)).isNotEqualTo(make(43));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 99, 123_456_789})
    void when_steps_are_made_then_one_node_is_away_at_most_and_nothing_outlasts_the_time(long seed) {
        Duration before = Duration.ZERO;
        for (Step step : make(seed)) {
            assertThat(step.nodesTaken()).as("%s", step).isLessThanOrEqualTo(1);
            assertThat(step.at()).as("%s", step).isGreaterThan(before);
            assertThat(step.end()).as("%s", step).isLessThanOrEqualTo(LENGTH);
            before = step.end();
        }
    }

    @Test
    void when_there_is_time_for_it_then_every_kind_comes_and_some_come_together() {
        Set<Class<?>> kinds = new HashSet<>();
        int companions = 0;
        for (Step step : make(1)) {
            kinds.add(step.disturbance().getClass());
            companions += step.companion() == null ? 0 : 1;
        }
        assertThat(kinds).containsExactlyInAnyOrder(Disturbance.class.getPermittedSubclasses());
        assertThat(companions).isPositive();
    }

    @Test
    void when_links_cannot_be_cut_then_none_is() {
        assertThat(Schedule.make(1, 3, LENGTH, false, JOBS))
                .isNotEmpty()
                .noneMatch(step -> step.disturbance() instanceof Disturbance.CutLink);
    }
}
