package dev.sluice.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class SteadinessTest {
    private static final long MIB = 1L << 20;
    private static final SoakSettings SETTINGS = new SoakSettings(
            Duration.ofMinutes(1), Duration.ofSeconds(20), 128 * MIB, 512 * MIB, 64 * MIB, 1, Path.of("."), "");

    private final List<Life> lives = new ArrayList<>();

    /** A process of a minute with all of its state, given its memory in MiB by the second. */
    private void live(LongUnaryOperator memory) {
        Life life = new Life(lives.size() + 1, 60L * lives.size());
        for (int second = 0; second < 60; second++) {
            life.samples.add(new Life.Sample(
                    life.startSecond + second, memory.applyAsLong(second) * MIB, SETTINGS.stateBytes()));
        }
        lives.add(life);
    }

    @Test
    void when_memory_grows_at_first_and_then_stays_then_nothing_is_wrong() {
        live(second -> Math.min(300, 150 + 10 * second));
        live(second -> Math.min(310, 150 + 10 * second));
        live(second -> Math.min(320, 150 + 10 * second));
        assertThat(Steadiness.check(lives, SETTINGS)).isEmpty();
    }

    @Test
    void when_the_last_process_has_ever_more_then_it_is_wrong() {
        live(second -> 250);
        live(second -> 200 + 3 * second);
        assertThat(Steadiness.check(lives, SETTINGS))
                .singleElement()
                .asString()
                .contains("between the middle and the end of process 2", "with the same state");
    }

    @Test
    void when_each_process_has_more_than_the_one_before_then_it_is_wrong() {
        live(second -> 250);
        live(second -> 270);
        live(second -> 300);
        live(second -> 300);
        assertThat(Steadiness.check(lives, SETTINGS))
                .singleElement()
                .asString()
                .contains("between process 1 and process 3", "250 MiB to 300 MiB");
    }

    @Test
    void when_a_process_has_more_than_heap_and_native_memory_and_the_allowance_then_it_is_wrong() {
        live(second -> second == 30 ? 449 : 300);
        assertThat(Steadiness.check(lives, SETTINGS))
                .singleElement()
                .asString()
                .contains("process 1 had 449 MiB", "128 MiB of heap, 64 MiB of RocksDB and 256 MiB");
    }

    @Test
    void when_memory_grows_with_the_state_then_nothing_is_wrong() {
        Life life = new Life(1, 0);
        for (int second = 0; second < 60; second++) {
            life.samples.add(new Life.Sample(second, (200 + 3L * second) * MIB, SETTINGS.stateBytes() * second / 100));
        }
        lives.add(life);
        assertThat(Steadiness.check(lives, SETTINGS)).isEmpty();
    }
}
