package dev.sluice.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The event time of a subtask with two inputs, of three channels and one of two, against the rule, taken literally: of
 * channels for each input, then of the inputs. What the receivers behind it have been told, by controls alone, must
 * always be that.
 */
class InboxTimeProperties {
    private static final int CHANNELS = 5;
    private static final int OF_FIRST_INPUT = 3;

    /**
     * What a channel brings: 0 the end, 1 and 2 idleness, 3 records only, 4 records and a watermark, else that alone.
     */
    record Word(int channel, int what, long time) {}

    private enum State {
        ACTIVE,
        IDLE,
        FINISHED
    }

    /** Where a channel, an input or a subtask is. */
    private record Time(State state, long watermark) {
        static Time of(List<Time> parts) {
            List<Time> active =
                    parts.stream().filter(part -> part.state == State.ACTIVE).toList();
            if (!active.isEmpty()) {
                return new Time(
                        State.ACTIVE,
                        active.stream().mapToLong(Time::watermark).min().getAsLong());
            }
            return parts.stream()
                    .filter(part -> part.state == State.IDLE)
                    .max((a, b) -> Long.compare(a.watermark, b.watermark))
                    .orElse(new Time(State.FINISHED, Long.MAX_VALUE));
        }
    }

    @Provide
    Arbitrary<List<Word>> words() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, CHANNELS - 1),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.longs().between(-20, 20))
                .as(Word::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 1_000)
    void when_channels_say_anything_then_receivers_are_told_what_the_rule_says(@ForAll("words") List<Word> words) {
        List<Inbox.Channel> keys = new ArrayList<>();
        List<Time> model = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            keys.add(new Inbox.Channel(7, i, i < OF_FIRST_INPUT ? 0 : 1));
            model.add(new Time(State.ACTIVE, Long.MIN_VALUE));
        }
        Inbox inbox = new Inbox(keys, 0, 1, (channel, credit) -> {});
        long[] sequences = new long[CHANNELS];
        long expected = Long.MIN_VALUE;
        long told = Long.MIN_VALUE;
        State toldState = State.ACTIVE;
        for (Word word : words) {
            int channel = word.channel;
            Time before = model.get(channel);
            if (before.state == State.FINISHED) {
                continue;
            }
            Batch batch = new Batch(1);
            model.set(channel, say(word, before, batch));
            inbox.add(new Frame(7, channel, 1, sequences[channel]++, batch));
            for (Batch polled = inbox.poll(); polled != null; polled = inbox.poll()) {
                Control control = polled.control();
                if (control instanceof Control.Watermark mark) {
                    assertThat(mark.time()).as("it never goes back").isGreaterThan(told);
                    told = mark.time();
                    toldState = State.ACTIVE;
                } else if (control instanceof Control.EndOfInput) {
                    told = Long.MAX_VALUE;
                    toldState = State.FINISHED;
                } else if (control != null) {
                    State next = control instanceof Control.Idle ? State.IDLE : State.ACTIVE;
                    assertThat(next).as("said once").isNotEqualTo(toldState);
                    toldState = next;
                }
            }
            Time now = Time.of(List.of(
                    Time.of(model.subList(0, OF_FIRST_INPUT)), Time.of(model.subList(OF_FIRST_INPUT, CHANNELS))));
            expected = Math.max(expected, now.watermark);
            assertThat(told).isEqualTo(expected);
            assertThat(toldState).isEqualTo(now.state);
        }
    }

    private static Time say(Word word, Time before, Batch batch) {
        if (word.what == 0) {
            batch.control(new Control.EndOfInput());
            return new Time(State.FINISHED, Long.MAX_VALUE);
        }
        if (word.what <= 2) {
            batch.control(new Control.Idle());
            return new Time(State.IDLE, before.watermark);
        }
        if (word.what <= 4) {
            batch.add("record", word.time);
        }
        if (word.what == 3) {
            return new Time(State.ACTIVE, before.watermark);
        }
        batch.control(new Control.Watermark(word.time));
        return new Time(State.ACTIVE, Math.max(before.watermark, word.time));
    }
}
