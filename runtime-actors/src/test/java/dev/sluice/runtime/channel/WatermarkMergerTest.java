package dev.sluice.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WatermarkMergerTest {
    private final WatermarkMerger merger = new WatermarkMerger(3);

    @Test
    void when_one_sender_has_no_watermark_yet_then_there_is_none() {
        merger.watermark(0, 10);
        merger.watermark(1, 20);
        assertThat(merger.combined()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void when_all_are_active_then_the_smallest_counts() {
        merger.watermark(0, 10);
        merger.watermark(1, 20);
        merger.watermark(2, 15);
        assertThat(merger.combined()).isEqualTo(10);
    }

    @Test
    void when_the_slowest_is_idle_then_it_does_not_hold_back_the_others() {
        merger.watermark(1, 20);
        merger.watermark(2, 15);
        merger.idle(0);
        assertThat(merger.combined()).isEqualTo(15);
        assertThat(merger.isIdle()).isFalse();
    }

    @Test
    void when_all_are_idle_then_the_largest_counts() {
        merger.watermark(0, 10);
        merger.watermark(1, 20);
        for (int sender = 0; sender < 3; sender++) {
            merger.idle(sender);
        }
        assertThat(merger.combined()).isEqualTo(20);
        assertThat(merger.isIdle()).isTrue();
    }

    @Test
    void when_an_idle_sender_comes_back_with_an_older_time_then_event_time_does_not_go_back() {
        merger.watermark(0, 10);
        merger.watermark(1, 20);
        merger.watermark(2, 30);
        merger.idle(0);
        assertThat(merger.combined()).isEqualTo(20);
        merger.watermark(0, 11);
        assertThat(merger.combined()).isEqualTo(20);
        merger.watermark(0, 25);
        merger.watermark(1, 26);
        assertThat(merger.combined()).isEqualTo(25);
    }

    @Test
    void when_senders_are_finished_then_the_others_decide_and_at_last_it_is_the_end_of_time() {
        merger.watermark(0, 10);
        merger.watermark(1, 20);
        merger.finished(2);
        assertThat(merger.combined()).isEqualTo(10);
        merger.finished(0);
        assertThat(merger.combined()).isEqualTo(20);
        merger.idle(1);
        assertThat(merger.isIdle()).isTrue();
        assertThat(merger.combined()).isEqualTo(20);
        merger.finished(1);
        assertThat(merger.isFinished()).isTrue();
        assertThat(merger.isIdle()).isFalse();
        assertThat(merger.combined()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void when_a_finished_sender_says_anything_then_it_stays_finished() {
        merger.finished(0);
        merger.finished(1);
        merger.finished(2);
        merger.idle(1);
        merger.active(1);
        merger.watermark(1, 5);
        assertThat(merger.isFinished()).isTrue();
        assertThat(merger.combined()).isEqualTo(Long.MAX_VALUE);
    }

    /** Something that a sender says. */
    record Word(int sender, int what, long time) {}

    @Provide
    Arbitrary<List<Word>> words() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.longs().between(-50, 50))
                .as(Word::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 400)
    void when_senders_say_anything_then_the_rules_hold_and_time_never_goes_back(@ForAll("words") List<Word> words) {
        WatermarkMerger four = new WatermarkMerger(4);
        Long[] times = new Long[4];
        Arrays.fill(times, Long.MIN_VALUE);
        char[] states = "aaaa".toCharArray();
        long before = Long.MIN_VALUE;
        for (Word word : words) {
            int sender = word.sender;
            if (word.what == 0) {
                four.finished(sender);
                states[sender] = 'f';
            } else if (word.what <= 3) {
                four.idle(sender);
                states[sender] = states[sender] == 'f' ? 'f' : 'i';
            } else {
                four.watermark(sender, word.time);
                times[sender] = Math.max(times[sender], word.time);
                states[sender] = states[sender] == 'f' ? 'f' : 'a';
            }
            Long smallestActive = null;
            Long largestIdle = null;
            for (int i = 0; i < 4; i++) {
                if (states[i] == 'a' && (smallestActive == null || times[i] < smallestActive)) {
                    smallestActive = times[i];
                }
                if (states[i] == 'i' && (largestIdle == null || times[i] > largestIdle)) {
                    largestIdle = times[i];
                }
            }
            long rule = smallestActive != null ? smallestActive : largestIdle != null ? largestIdle : Long.MAX_VALUE;
            before = Math.max(before, rule);
            assertThat(four.combined()).isEqualTo(before);
        }
    }
}
