package dev.sluice.benchmarks.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.connector.SinkWriter;
import dev.sluice.benchmarks.workload.KV;
import org.junit.jupiter.api.Test;

final class GapSinkTest {
    private long now = 1_000;
    private final GapSink sink = new GapSink(2, () -> now);
    private final SinkWriter<KV> one = sink.open(null);
    private final SinkWriter<KV> other = sink.open(null);

    private void keys() throws Exception {
        one.write(new KV(0, 0), 0);
        one.idle();
        now += 50;
        other.write(new KV(1, 0), 0);
        other.idle();
    }

    private static void output(SinkWriter<KV> writer) throws Exception {
        writer.write(new KV(0, 7), 0);
    }

    @Test
    void shouldTakeTheLongestGapOfAnySubtaskOnceAllKeysArePresent() throws Exception {
        keys();
        output(one);
        now += 3;
        one.checkpoint(1);
        now += 20;
        one.idle();
        output(one);
        assertThat(sink.longestGap()).isEqualTo(20);
        now += 7;
        output(other);
        assertThat(sink.longestGap()).as("of the other, since the last key").isEqualTo(30);
    }

    @Test
    void when_outputs_go_on_without_a_pause_then_there_is_no_gap_but_the_time_of_a_few() throws Exception {
        keys();
        for (int i = 0; i < 10 * GapSink.STRIDE; i++) {
            output(one);
            now++;
        }
        one.idle();
        assertThat(sink.longestGap()).isEqualTo(GapSink.STRIDE);
    }

    @Test
    void shouldTellTheCheckpointsBeforeAllKeysFromThoseAfter() throws Exception {
        one.checkpoint(1);
        one.write(new KV(0, 0), 0);
        one.checkpoint(2);
        other.write(new KV(1, 0), 0);
        other.checkpoint(2);
        one.checkpoint(3);
        assertThat(sink.lastPartialCheckpoint()).isEqualTo(2);
    }
}
