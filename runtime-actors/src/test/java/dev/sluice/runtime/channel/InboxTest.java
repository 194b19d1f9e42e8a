package dev.sluice.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final long EPOCH = 3;

    private final List<Credit> credits = new ArrayList<>();
    private final long[] sequences = new long[2];
    private final Inbox inbox = new Inbox(
            List.of(new Inbox.Channel(7, 0, 0), new Inbox.Channel(7, 1, 1)),
            5,
            EPOCH,
            (channel, credit) -> credits.add(credit));

    private void send(int from, Control control, Object... values) {
        Batch batch = new Batch(values.length);
        for (Object value : values) {
            batch.add(value, 0);
        }
        batch.control(control);
        inbox.add(new Frame(7, from, EPOCH, sequences[from]++, batch));
    }

    private Control poll() {
        return inbox.poll().control();
    }

    private static Control.Watermark watermark(long time) {
        return new Control.Watermark(time);
    }

    private static Control.Barrier barrier(long checkpoint) {
        return new Control.Barrier(SnapshotRequest.first(checkpoint));
    }

    @Test
    void when_a_frame_is_of_another_epoch_then_it_is_dropped() {
        inbox.add(new Frame(7, 0, EPOCH - 1, 0, new Batch(1)));
        inbox.add(new Frame(7, 0, EPOCH + 1, 17, new Batch(1)));
        assertThat(inbox.poll()).isNull();
        send(0, null, "x");
        assertThat(inbox.poll()).isNotNull();
    }

    @Test
    void when_a_frame_is_missing_or_repeated_then_it_is_an_error_that_names_the_channel() {
        send(0, null, "x");
        assertThatThrownBy(() -> inbox.add(new Frame(7, 0, EPOCH, 2, new Batch(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("7/0")
                .hasMessageContaining("expected number 1")
                .hasMessageContaining("2");
        assertThatThrownBy(() -> inbox.add(new Frame(7, 0, EPOCH, 0, new Batch(1))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void when_no_channel_fits_a_frame_then_it_is_an_error() {
        assertThatThrownBy(() -> inbox.add(new Frame(8, 0, EPOCH, 0, new Batch(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("8/0");
    }

    @Test
    void when_several_channels_have_something_then_they_take_turns() {
        for (int i = 0; i < 3; i++) {
            send(0, null, "a" + i);
            send(1, null, "b" + i);
        }
        List<Object> seen = new ArrayList<>();
        List<Integer> inputs = new ArrayList<>();
        for (Batch batch = inbox.poll(); batch != null; batch = inbox.poll()) {
            seen.add(batch.value(0));
            inputs.add(inbox.input());
        }
        assertThat(seen).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
        assertThat(inputs).containsExactly(0, 1, 0, 1, 0, 1);
    }

    @Test
    void when_there_is_no_room_for_records_then_only_what_has_none_is_handed_out() {
        send(0, null, "a");
        send(1, barrier(1));
        send(0, barrier(1));
        assertThat(inbox.pollControl().control())
                .as("the other channel's barrier is waited for")
                .isNull();
        assertThat(inbox.pollControl()).as("records are first").isNull();
        assertThat(inbox.poll().value(0)).isEqualTo("a");
        assertThat(inbox.pollControl().control()).isEqualTo(barrier(1));
    }

    @Test
    void when_watermarks_come_then_the_combined_one_goes_on_only_when_it_advances() {
        send(0, watermark(10));
        send(1, watermark(5));
        send(1, watermark(7));
        send(1, watermark(20));
        send(1, watermark(30));
        assertThat(List.of(describe(poll()), describe(poll()), describe(poll()), describe(poll()), describe(poll())))
                .containsExactly("-", "5", "7", "10", "-");
    }

    private static String describe(Control control) {
        return control == null
                ? "-"
                : control instanceof Control.Watermark mark
                        ? Long.toString(mark.time())
                        : control.getClass().getSimpleName();
    }

    @Test
    void when_all_channels_are_idle_then_it_is_said_once_behind_the_watermark_that_follows_from_it() {
        send(0, watermark(10));
        send(0, new Control.Idle());
        send(1, new Control.Idle());
        List<String> controls = drain();
        assertThat(controls).containsExactly("-", "10", "-", "Idle");
        send(1, new Control.Idle());
        assertThat(drain()).containsExactly("-");
        send(1, null, "x");
        send(1, new Control.Idle());
        assertThat(drain()).containsExactly("Active", "-", "Idle");
    }

    private List<String> drain() {
        List<String> controls = new ArrayList<>();
        for (Batch batch = inbox.poll(); batch != null; batch = inbox.poll()) {
            controls.add(describe(batch.control()));
        }
        return controls;
    }

    @Test
    void when_an_idle_channel_sends_records_before_a_barrier_then_it_holds_back_event_time_again() {
        send(0, watermark(10));
        send(1, new Control.Idle());
        assertThat(drain()).containsExactly("-", "10");
        send(1, barrier(1), "after a silence");
        send(0, barrier(1));
        send(0, watermark(50));
        assertThat(drain()).as("the silent one may still be at 10").containsExactly("-", "Barrier", "-");
        send(1, watermark(20));
        assertThat(drain()).containsExactly("20");
    }

    @Test
    void when_all_are_idle_and_one_sends_records_before_a_barrier_then_idleness_is_announced_again() {
        send(0, new Control.Idle());
        send(1, new Control.Idle());
        assertThat(drain()).containsExactly("-", "-", "Idle");
        send(0, barrier(1), "after a silence");
        send(1, barrier(1));
        send(0, new Control.Idle());
        assertThat(drain()).containsExactly("-", "Active", "Barrier", "-", "Idle");
    }

    @Test
    void when_all_channels_have_ended_then_the_end_is_told_once_and_barriers_still_pass() {
        send(0, new Control.EndOfInput(), "last of 0");
        send(1, watermark(5));
        assertThat(drain()).containsExactly("-", "5");
        send(0, barrier(1));
        send(1, barrier(1));
        assertThat(drain()).containsExactly("-", "Barrier");
        send(1, new Control.EndOfInput());
        assertThat(drain()).containsExactly("EndOfInput");
        send(0, barrier(2));
        send(1, barrier(2));
        assertThat(drain()).containsExactly("-", "Barrier");
    }

    @Test
    void when_barriers_of_two_checkpoints_meet_then_it_is_an_error_that_names_both() {
        send(0, barrier(1));
        send(1, barrier(2));
        poll();
        assertThatThrownBy(this::poll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("checkpoint 2")
                .hasMessageContaining("1");
    }

    @Test
    void when_a_channel_is_blocked_by_its_barrier_then_it_grants_no_credit() {
        send(0, barrier(1));
        for (int i = 1; i < Credit.WINDOW; i++) {
            send(0, null, i);
        }
        drain();
        assertThat(credits).isEmpty();
        send(1, barrier(1));
        drain();
        assertThat(credits)
                .extracting(Credit::edge, Credit::to, Credit::epoch, Credit::upTo)
                .containsExactly(tuple(7, 5, EPOCH, 4L + Credit.WINDOW), tuple(7, 5, EPOCH, 8L + Credit.WINDOW));
    }

    @Test
    void when_a_full_sized_batch_is_done_with_then_it_goes_back_empty_with_the_next_credit() {
        List<Batch> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Batch batch = new Batch(i == 1 ? 1 : Batch.TARGET);
            batch.add("record " + i, i, "key " + i, i);
            sent.add(batch);
            inbox.add(new Frame(7, 0, EPOCH, i, batch));
        }
        for (int i = 0; i < 4; i++) {
            assertThat(inbox.poll()).isSameAs(sent.get(i));
        }
        assertThat(credits).hasSize(1);
        // The fourth is still being worked on when the credit is granted; the second was not worth it.
        assertThat(credits.get(0).empties()).hasSize(2);
        assertThat(credits.get(0).empties().get(0)).isSameAs(sent.get(0));
        assertThat(credits.get(0).empties().get(1)).isSameAs(sent.get(2));
        assertThat(sent.get(0).size()).isZero();
        assertThat(sent.get(0).values).containsOnlyNulls();
        assertThat(sent.get(0).keys).containsOnlyNulls();
        assertThat(sent.get(3).size()).isOne();
    }
}
