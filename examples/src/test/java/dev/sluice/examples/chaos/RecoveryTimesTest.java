package dev.sluice.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryTimesTest {
    private static final Set<String> ALL = Set.of("a", "b", "c");
    private static final Set<String> TWO = Set.of("a", "b");

    private final List<Sample> samples = new ArrayList<>();

    private void at(long second, Set<String> members, String state, long attempt, long read) {
        samples.add(new Sample(
                nanos(second), members, Map.of("job", new JobSample(state, attempt, Map.of("source/0", read)))));
    }

    private static long nanos(long second) {
        return Duration.ofSeconds(second).toNanos();
    }

    private RecoveryTimes recovery() {
        return RecoveryTimes.of(samples, nanos(10), 3);
    }

    @Test
    void when_a_member_is_lost_and_the_job_restarts_then_both_moments_are_found() {
        at(9, ALL, "RUNNING", 1, 90);
        at(10, ALL, "RUNNING", 1, 100);
        at(11, ALL, "RUNNING", 1, 110);
        at(12, TWO, "RUNNING", 1, 110);
        at(14, TWO, "RESTARTING", 1, 110);
        at(15, TWO, "RUNNING", 2, 0);
        at(16, TWO, "RUNNING", 2, 40);
        at(17, ALL, "RUNNING", 2, 50);

        assertThat(recovery()).isEqualTo(new RecoveryTimes(Duration.ofSeconds(2), Duration.ofSeconds(6)));
    }

    @Test
    void when_records_only_stop_for_a_while_then_there_was_no_recovery() {
        at(9, ALL, "RUNNING", 1, 90);
        at(11, ALL, "RUNNING", 1, 110);
        at(12, ALL, "RUNNING", 1, 110);
        at(13, ALL, "RUNNING", 1, 110);
        at(14, ALL, "RUNNING", 1, 120);

        assertThat(recovery()).isEqualTo(new RecoveryTimes(null, null));
    }

    @Test
    void when_the_job_restarts_twice_then_the_last_time_counts() {
        at(10, ALL, "RUNNING", 1, 100);
        at(11, ALL, "RUNNING", 2, 10);
        at(12, ALL, "RESTARTING", 2, 20);
        at(13, ALL, "RUNNING", 3, 5);

        assertThat(recovery().flowing()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void when_the_job_finishes_then_it_does_not_stand_still_afterwards() {
        at(10, ALL, "RUNNING", 1, 100);
        at(11, ALL, "FINISHED", 1, 105);
        at(40, ALL, "FINISHED", 1, 105);

        assertThat(recovery()).isEqualTo(new RecoveryTimes(null, null));
    }
}
