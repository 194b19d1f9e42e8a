package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuietnessTest {
    private static final long INTERVAL = 1_000;

    private final Quietness quietness = new Quietness();
    private long now;

    private int checkpointsIn(long millis, boolean changed) {
        int made = 0;
        for (long end = now + millis; now < end; now += INTERVAL) {
            if (quietness.isDue(now, INTERVAL)) {
                quietness.completed(changed, now);
                made++;
            }
        }
        return made;
    }

    @Test
    void when_a_job_does_nothing_then_its_checkpoints_become_rare() {
        assertThat(checkpointsIn(3_000, false)).isEqualTo(3);
        checkpointsIn(120_000, false);
        assertThat(checkpointsIn(600_000, false)).isEqualTo(10);
    }

    @Test
    void when_a_job_does_something_then_each_interval_has_its_checkpoint() {
        assertThat(checkpointsIn(100_000, true)).isEqualTo(100);
    }

    @Test
    void when_a_task_wakes_up_then_the_next_checkpoint_is_not_late() {
        checkpointsIn(200_000, false);
        assertThat(quietness.isDue(now, INTERVAL)).isFalse();
        quietness.wake();
        assertThat(quietness.isDue(now, INTERVAL)).isTrue();
    }

    @Test
    void when_the_interval_is_longer_than_the_longest_pause_then_it_stays() {
        for (int i = 0; i < 10; i++) {
            quietness.completed(false, now);
        }
        assertThat(quietness.isDue(now + 299_999, 300_000)).isFalse();
        assertThat(quietness.isDue(now + 300_000, 300_000)).isTrue();
    }
}
