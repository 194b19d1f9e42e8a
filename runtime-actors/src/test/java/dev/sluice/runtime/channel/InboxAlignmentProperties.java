package dev.sluice.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Barriers, order and credit windows over random interleavings of channels. */
@Label("Alignment of barriers")
class InboxAlignmentProperties {

    /** A record: where it comes from, its number there, and how many barriers came before it. */
    private record Item(int channel, int number, int barriers) {}

    @Property(tries = 400)
    void when_channels_interleave_at_random_then_the_barrier_divides_each_of_them(
            @ForAll @IntRange(min = 1, max = 5) int channels,
            @ForAll @IntRange(min = 0, max = 4) int barriers,
            @ForAll Random random) {
        List<List<Batch>> toSend = new ArrayList<>();
        int[] sizes = new int[channels];
        for (int channel = 0; channel < channels; channel++) {
            toSend.add(script(channel, barriers, random));
            sizes[channel] = toSend.get(channel).stream().mapToInt(Batch::size).sum();
        }
        long[] limits = new long[channels];
        Arrays.fill(limits, Credit.WINDOW);
        List<Inbox.Channel> from = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            from.add(new Inbox.Channel(channel % 2, channel, 0));
        }
        Inbox inbox = new Inbox(from, 0, 1, (channel, credit) -> {
            assertThat(credit.upTo()).isGreaterThan(limits[channel.from()]);
            limits[channel.from()] = credit.upTo();
        });
        IdentityHashMap<Batch, Integer> channelOf = new IdentityHashMap<>();
        int[] sent = new int[channels];
        int[] taken = new int[channels];
        int[] delivered = new int[channels];
        int passed = 0;
        int ends = 0;
        while (true) {
            int channel = random.nextInt(channels);
            boolean sends = random.nextInt(3) > 0;
            if (sends && sent[channel] < toSend.get(channel).size() && sent[channel] < limits[channel]) {
                Batch batch = toSend.get(channel).get(sent[channel]);
                channelOf.put(batch, channel);
                inbox.add(new Frame(channel % 2, channel, 1, sent[channel]++, batch));
                assertThat(sent[channel] - taken[channel]).isLessThanOrEqualTo(Credit.WINDOW);
            } else {
                Batch batch = inbox.poll();
                if (batch == null) {
                    if (finished(toSend, sent)) {
                        break;
                    }
                    continue;
                }
                Integer origin = channelOf.get(batch);
                if (origin != null) {
                    taken[origin]++;
                }
                for (int i = 0; i < batch.size(); i++) {
                    Item item = (Item) batch.value(i);
                    assertThat(item.number).isEqualTo(delivered[item.channel]++);
                    assertThat(item.barriers)
                            .as("records of one side of the barrier")
                            .isEqualTo(passed);
                }
                if (batch.control() instanceof Control.Barrier barrier) {
                    assertThat(barrier.checkpoint()).isEqualTo(++passed);
                }
                ends += batch.control() instanceof Control.EndOfInput ? 1 : 0;
            }
        }
        assertThat(passed).isEqualTo(barriers);
        assertThat(delivered).isEqualTo(sizes);
        assertThat(ends).isEqualTo(1);
    }

    private static boolean finished(List<List<Batch>> toSend, int[] sent) {
        for (int channel = 0; channel < sent.length; channel++) {
            if (sent[channel] < toSend.get(channel).size()) {
                return false;
            }
        }
        return true;
    }

    private static List<Batch> script(int channel, int barriers, Random random) {
        List<Batch> batches = new ArrayList<>();
        int number = 0;
        for (int before = 0; before <= barriers; before++) {
            int count = random.nextInt(15);
            for (int i = 0; i < count; i++) {
                Batch batch = new Batch(2);
                for (int r = random.nextInt(3); r > 0; r--) {
                    batch.add(new Item(channel, number++, before), 0);
                }
                batch.control(
                        switch (random.nextInt(4)) {
                            case 0 -> new Control.Watermark(i);
                            case 1 -> new Control.Idle();
                            default -> null;
                        });
                batches.add(batch);
            }
            Batch last = new Batch(1);
            if (random.nextBoolean()) {
                last.add(new Item(channel, number++, before), 0);
            }
            last.control(
                    before < barriers
                            ? new Control.Barrier(SnapshotRequest.first(before + 1))
                            : new Control.EndOfInput());
            batches.add(last);
        }
        return batches;
    }
}
