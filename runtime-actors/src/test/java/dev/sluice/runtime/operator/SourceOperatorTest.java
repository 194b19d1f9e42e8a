package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.function.TimestampFunction;
import dev.sluice.api.graph.OperatorSpec.EventTime;
import dev.sluice.api.time.WatermarkGenerator;
import dev.sluice.api.time.WatermarkOutput;
import dev.sluice.api.time.WatermarkStrategy;
import dev.sluice.api.time.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The event time of a source with several splits. */
class SourceOperatorTest {
    private static final TimestampFunction<Long> SELF = x -> x;
    private static final WatermarkStrategy<Long> IDLE_AFTER_100 =
            Watermarks.<Long>monotonous().withIdleness(Duration.ofMillis(100));

    private static SourceRig rig(int splits, WatermarkStrategy<Long> strategy) throws Exception {
        return new SourceRig(splits, new EventTime(SELF, strategy));
    }

    @Test
    void when_a_split_is_silent_then_it_holds_time_back_until_it_is_idle_and_again_with_its_next_record()
            throws Exception {
        SourceRig rig = rig(2, IDLE_AFTER_100);
        rig.fill(0, 11);
        rig.fill(1, 6);
        assertThat(rig.drain(1_000)).containsExactly("11", "6", "w5");
        rig.fill(0, 21);
        assertThat(rig.drain(1_099)).containsExactly("21");
        assertThat(rig.drain(1_101)).as("split 1 has been silent for 100 ms").containsExactly("w20");
        rig.fill(1, 8);
        assertThat(rig.drain(1_102)).as("time does not go back").containsExactly("8");
        rig.fill(0, 31);
        assertThat(rig.drain(1_103)).as("split 1 is active again").containsExactly("31");
        rig.fill(1, 26);
        assertThat(rig.drain(1_104)).containsExactly("26", "w25");
    }

    @Test
    void when_a_split_ends_then_it_does_not_hold_time_back() throws Exception {
        SourceRig rig = rig(2, Watermarks.monotonous());
        rig.fill(0, 11);
        rig.fill(1, 6);
        rig.end(1);
        assertThat(rig.drain(1_000)).containsExactly("11", "6", "w5", "w10");
        rig.end(0);
        assertThat(rig.drain(1_000)).containsExactly("EndOfInput");
    }

    @Test
    void when_all_splits_are_silent_then_the_source_is_idle_at_the_latest_time_and_active_with_the_next_record()
            throws Exception {
        SourceRig rig = rig(2, IDLE_AFTER_100);
        rig.fill(0, 11);
        rig.fill(1, 6);
        rig.drain(1_000);
        assertThat(rig.drain(1_099)).isEmpty();
        assertThat(rig.drain(1_100)).containsExactly("w10", "Idle");
        assertThat(rig.operator.isActive()).isFalse();
        assertThat(rig.drain(9_000)).isEmpty();
        rig.fill(1, 7);
        assertThat(rig.drain(9_001)).containsExactly("7", "Active");
        assertThat(rig.operator.isActive()).isTrue();
        rig.fill(1, 12);
        assertThat(rig.drain(9_002)).containsExactly("12", "w11");
    }

    @Test
    void when_there_is_no_room_for_results_then_that_time_is_no_silence() throws Exception {
        SourceRig rig = rig(1, IDLE_AFTER_100);
        rig.fill(0, 11);
        rig.drain(1_000);
        rig.now = 1_060;
        rig.operator.onBackpressure(true);
        rig.now = 60_000;
        rig.operator.onBackpressure(false);
        assertThat(rig.drain(60_000)).isEmpty();
        assertThat(rig.drain(60_039)).isEmpty();
        assertThat(rig.drain(60_040)).containsExactly("Idle");
    }

    @Test
    void when_a_rate_limiter_holds_a_source_then_that_is_no_silence() throws Exception {
        SourceRig rig = new SourceRig(1, new EventTime(SELF, IDLE_AFTER_100), 1);
        rig.fill(0, 11, 12, 13);
        assertThat(rig.drain(1_999)).isEmpty();
        assertThat(rig.drain(2_000)).containsExactly("11", "w10");
        assertThat(rig.drain(2_999)).as("held, though there is more").isEmpty();
        assertThat(rig.drain(3_000)).containsExactly("12", "w11");
        assertThat(rig.drain(4_000)).containsExactly("13", "w12");
        assertThat(rig.drain(5_000)).isEmpty();
        assertThat(rig.drain(5_100)).as("asked, and nothing there").containsExactly("Idle");
    }

    @Test
    void when_a_split_is_too_far_ahead_then_it_alone_is_held_back_until_the_others_have_caught_up() throws Exception {
        SourceRig rig = rig(2, IDLE_AFTER_100.withAlignment("g", Duration.ofMillis(10)));
        rig.fill(0, 101, 151, 152);
        rig.fill(1, 1, 2, 3);
        assertThat(rig.poll()).containsExactly("101");
        assertThat(rig.poll()).as("nobody has said how far the others are").containsExactly("1", "w0");
        assertThat(rig.poll()).containsExactly("151");
        rig.operator.align(1_000);
        assertThat(rig.drain(1_000)).as("split 1 is 150 behind").containsExactly("2", "w1", "3", "w2");
        rig.fill(1, 141);
        assertThat(rig.drain(1_099)).as("150 is within 140 and the drift").containsExactly("141", "w140", "152");
        rig.operator.align(5);
        rig.fill(0, 153);
        rig.fill(1, 142);
        assertThat(rig.drain(1_099)).as("both are ahead of another source").isEmpty();
        assertThat(rig.drain(50_000)).as("which is no silence").isEmpty();
        assertThat(rig.operator.isActive()).isTrue();
        rig.operator.align(141);
        assertThat(rig.drain(50_000)).as("split 1 moves the limit to 151").containsExactly("142", "w141", "153");
        rig.operator.align(Long.MAX_VALUE);
        rig.fill(0, 999);
        rig.end(1);
        assertThat(rig.drain(50_000)).as("no other is left").containsExactly("999", "w998");
        assertThat(rig.operator.watermark()).isEqualTo(998);
    }

    /** Tells each record's time, and when it is asked the next whole thousand. */
    private static final class Rounding implements WatermarkGenerator<Long> {
        private long largest;

        @Override
        public void onEvent(Long record, long timestamp, WatermarkOutput output) {
            largest = Math.max(largest, timestamp);
            output.emitWatermark(timestamp);
        }

        @Override
        public void onPeriodic(WatermarkOutput output) {
            output.emitWatermark((largest + 999) / 1_000 * 1_000);
        }
    }

    @Test
    void when_generators_are_the_users_then_each_split_has_one_that_is_asked_with_the_polls() throws Exception {
        SourceRig rig = rig(2, Watermarks.<Long>generator(Rounding::new).withIdleness(Duration.ofSeconds(1)));
        rig.fill(0, 1_500);
        rig.fill(1, 2_500);
        assertThat(rig.drain(1_000)).containsExactly("1500", "2500", "w1500");
        assertThat(rig.drain(1_199)).isEmpty();
        assertThat(rig.drain(1_200)).containsExactly("w2000");
        assertThat(rig.drain(2_000)).containsExactly("w3000", "Idle");
        assertThat(rig.drain(9_000)).isEmpty();
    }

    @Test
    void when_the_source_gives_times_then_they_are_kept_and_a_record_without_one_is_an_error() throws Exception {
        SourceRig rig = new SourceRig(1, new EventTime(null, Watermarks.monotonous()));
        rig.fill(0, 7, -5);
        assertThat(rig.poll()).containsExactly("7", "w6");
        assertThatThrownBy(rig::poll)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SourceOutput.emit(record, timestamp)");
        assertThat(rig.operator.activity()).as("the record").isEqualTo("-5");
    }

    static Stream<WatermarkStrategy<Long>> strategies() {
        return Stream.of(
                Watermarks.boundedOutOfOrderness(Duration.ofMillis(7)),
                Watermarks.punctuated((record, time) -> time % 5 == 0 ? time : null),
                Watermarks.generator(Rounding::new),
                Watermarks.noWatermarks());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void when_it_is_restored_between_any_two_polls_then_records_and_watermarks_are_the_same(
            WatermarkStrategy<Long> strategy) throws Exception {
        long seed = new Random().nextLong();
        List<List<String>> runs = new ArrayList<>();
        for (boolean restored : new boolean[] {false, true}) {
            Random random = new Random(seed);
            SourceRig rig = rig(3, strategy);
            for (int step = 0; step < 200; step++) {
                rig.fill(random.nextInt(3), step + random.nextInt(20));
                for (int i = 0; i < 4; i++) {
                    rig.poll();
                    if (restored) {
                        rig.restart();
                    }
                }
            }
            runs.add(withoutRepeated(rig.told));
        }
        assertThat(runs.get(1)).as("seed %d", seed).isEqualTo(runs.get(0));
        assertThat(runs.get(0)).hasSizeGreaterThanOrEqualTo(200);
    }

    /** A restored source says again where it is, and no more than that. */
    private static List<String> withoutRepeated(List<String> told) {
        List<String> kept = new ArrayList<>();
        String last = "";
        for (String word : told) {
            if (!word.equals(last)) {
                kept.add(word);
            }
            last = word.startsWith("w") ? word : last;
        }
        return kept;
    }

    @Test
    void when_a_source_is_drained_then_its_input_ends_there_and_goes_on_there_after_a_restore() throws Exception {
        SourceRig rig = new SourceRig(2, null);
        rig.fill(0, 1, 2, 3);
        rig.fill(1, 10);
        assertThat(rig.poll()).containsExactly("1");
        rig.operator.drain();
        assertThat(rig.poll()).containsExactly("EndOfInput");
        assertThat(rig.poll()).isEmpty();
        rig.restart();
        assertThat(rig.drain(2_000)).containsExactlyInAnyOrder("2", "3", "10");
    }
}
