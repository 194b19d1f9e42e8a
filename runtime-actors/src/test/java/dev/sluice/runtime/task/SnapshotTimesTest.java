package dev.sluice.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnapshotTimesTest {
    @Test
    void when_there_are_many_checkpoints_then_the_latest_and_the_longest_are_kept() {
        SnapshotTimes times = new SnapshotTimes();
        assertThat(times.longest()).isZero();
        long last = 3L * SnapshotTimes.KEPT;
        for (long checkpoint = 1; checkpoint <= last; checkpoint++) {
            times.add(checkpoint, 2 * last - checkpoint);
        }
        assertThat(times.longest()).isEqualTo(2 * last - 1);
        assertThat(times.latest()).hasSize(SnapshotTimes.KEPT).containsEntry(last, last);
        assertThat(times.latest().keySet()).allMatch(checkpoint -> checkpoint > last - SnapshotTimes.KEPT);
    }
}
