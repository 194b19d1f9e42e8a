package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static dev.sluice.runtime.operator.WindowJobs.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.DataStream;
import dev.sluice.api.WindowedStream;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Evictor;
import dev.sluice.api.window.Evictors;
import dev.sluice.api.window.TimedValue;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.Windows;
import dev.sluice.runtime.data.Batch;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Evictors over windows of 100 ms that fire with each second record and at their end. */
class EvictorTest {

    private static List<Object> run(
            Evictor<Reading> evictor,
            Function<WindowedStream<String, Reading>, DataStream<String>> fold,
            Input... inputs)
            throws Exception {
        var observed = WindowJobs.harness(keyed -> fold.apply(keyed.window(Windows.tumbling(Duration.ofMillis(100)))
                        .trigger(Triggers.<Reading>endOfWindow().early(Triggers.count(2)))
                        .evictor(evictor)))
                .run(inputs);
        assertThat(observed.keyedEntries()).isZero();
        return observed.values();
    }

    private static final Input[] FIVE = {
        at(10, 1), at(40, 2), at("l", 1, 9), at(20, 3), at(60, 4), at(50, 5), watermark(Long.MAX_VALUE)
    };

    @Test
    void when_the_count_is_exceeded_then_the_oldest_go_for_good() throws Exception {
        assertThat(run(Evictors.count(3), WindowJobs::values, FIVE))
                .containsExactlyInAnyOrder("k:0-100[1, 2]", "k:0-100[2, 3, 4]", "k:0-100[3, 4, 5]", "l:0-100[9]");
    }

    @Test
    void when_records_are_older_than_the_newest_by_the_time_then_they_go() throws Exception {
        assertThat(run(Evictors.time(Duration.ofMillis(30)), WindowJobs::values, FIVE))
                .containsExactlyInAnyOrder("k:0-100[2]", "k:0-100[2, 4]", "k:0-100[2, 4, 5]", "l:0-100[9]");
    }

    @Test
    void when_records_differ_from_the_last_then_they_go() throws Exception {
        assertThat(run(Evictors.delta(2, (from, to) -> Math.abs(to.value() - from.value())), WindowJobs::values, FIVE))
                .containsExactlyInAnyOrder("k:0-100[1, 2]", "k:0-100[3, 4]", "k:0-100[4, 5]", "l:0-100[9]");
    }

    @Test
    void when_evicting_afterwards_then_the_function_still_sees_what_goes() throws Exception {
        assertThat(run(Evictors.after(Evictors.count(1)), WindowJobs::values, FIVE))
                .containsExactlyInAnyOrder("k:0-100[1, 2]", "k:0-100[2, 3, 4]", "k:0-100[4, 5]", "l:0-100[9]");
    }

    @Test
    void when_nothing_is_left_then_nothing_is_emitted_and_the_window_goes_on() throws Exception {
        assertThat(run(Evictors.count(0), WindowJobs::values, FIVE)).isEmpty();
        Evictor<Reading> small = new Evictor<>() {
            @Override
            public void evictBefore(List<TimedValue<Reading>> records, Window window, long now) {
                records.removeIf(record -> record.value().value() < 3);
            }
        };
        assertThat(run(small, WindowJobs::values, FIVE))
                .containsExactlyInAnyOrder("k:0-100[3, 4]", "k:0-100[3, 4, 5]", "l:0-100[9]");
    }

    @Test
    void when_a_custom_evictor_is_asked_then_it_sees_times_window_and_watermark() throws Exception {
        Evictor<Reading> checking = new Evictor<>() {
            @Override
            public void evictBefore(List<TimedValue<Reading>> records, Window window, long now) {
                assertThat(window).isEqualTo(new Window(0, 100));
                assertThat(now).isIn(5L, 99L);
                assertThat(records).first().isEqualTo(new TimedValue<>(Reading.of("k", 1), 10));
            }
        };
        assertThat(run(checking, WindowJobs::values, watermark(5), at(10, 1), at(20, 2), watermark(99)))
                .containsExactly("k:0-100[1, 2]", "k:0-100[1, 2]");
    }

    @Test
    void when_windows_are_folded_then_the_fold_sees_what_is_left_each_time() throws Exception {
        assertThat(run(
                        Evictors.count(3),
                        windowed -> windowed.aggregate(
                                Aggregates.sum(Reading::value),
                                (window, key, sum) -> key + ":" + WindowJobs.text(window) + "=" + sum),
                        FIVE))
                .containsExactlyInAnyOrder("k:0-100=3", "k:0-100=9", "k:0-100=12", "l:0-100=9");
    }

    @Test
    void when_windows_are_reduced_then_the_reduction_begins_anew_each_time() throws Exception {
        assertThat(run(
                        Evictors.count(2),
                        windowed -> windowed.reduce(
                                (a, b) -> Reading.of(a.sensor(), a.value() * 10 + b.value()),
                                (key, window, one, out) -> one.forEach(it -> out.collect(key + ":" + it.value()))),
                        at(1, 1),
                        at(2, 2),
                        at(3, 3),
                        watermark(Long.MAX_VALUE)))
                .containsExactly("k:12", "k:23");
    }

    @Test
    void when_sessions_merge_then_all_their_records_are_there_for_the_evictor() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(
                        keyed.window(Windows.session(Duration.ofMillis(10))).evictor(Evictors.count(3))))
                .run(at(0, 1), at(15, 2), at(16, 3), at(8, 4), watermark(Long.MAX_VALUE));
        assertThat(observed.outputs()).containsExactly(main("k:0-26[2, 3, 4]", 25));
    }

    @Test
    void when_records_have_no_timestamps_then_none_is_too_old() throws Exception {
        var observed = WindowJobs.harness(keyed -> WindowJobs.values(keyed.window(Windows.global())
                        .trigger(Triggers.count(2))
                        .evictor(Evictors.time(Duration.ofMillis(1)))))
                .run(at(Batch.NO_TIMESTAMP, 1), at(Batch.NO_TIMESTAMP, 2));
        assertThat(observed.outputs()).containsExactly(main("k:all[1, 2]", Batch.NO_TIMESTAMP));
    }

    @Test
    void when_settings_make_no_sense_then_they_are_refused() {
        assertThatThrownBy(() -> Evictors.count(-1)).hasMessageContaining("cannot keep -1 records");
        assertThatThrownBy(() -> Evictors.time(Duration.ZERO)).hasMessageContaining("at least one millisecond");
    }
}
