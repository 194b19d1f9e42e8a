package dev.sluice.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Barriers that wait or overtake as chance will have it, on outboxes wired to inboxes by queues. */
@Label("Barriers that overtake")
class OvertakingProperties {
    /** How a net is wired, and what it has done. */
    enum Way {
        FORWARD,
        REBALANCE,
        HASH,
        BROADCAST
    }

    @Property(tries = 40)
    void when_barriers_overtake_at_random_then_each_record_is_on_one_side_of_the_cut_and_comes_back_in_order(
            @ForAll @IntRange(min = 1, max = 3) int senders,
            @ForAll @IntRange(min = 1, max = 3) int receivers,
            @ForAll Way way,
            @ForAll @IntRange(min = 0, max = 3) int haste,
            @ForAll Random random)
            throws Exception {
        OvertakingNet net = new OvertakingNet(senders, way == Way.FORWARD ? senders : receivers, way, haste);
        run(net, random);
        net.checkAll();
        if (net.complete == null) {
            return;
        }
        OvertakingNet restored = new OvertakingNet(senders, net.receivers, way, haste);
        restored.restore(net.complete);
        run(restored, random);
        restored.checkAll();
    }

    private static void run(OvertakingNet net, Random random) throws Exception {
        for (int step = 0; !net.isDone(); step++) {
            assertThat(step).as("steps without an end").isLessThan(1_000_000);
            net.stalled = step < 3_000 ? step / 500 % (net.receivers + 1) : -1;
            switch (random.nextInt(5)) {
                case 0 -> net.senders.get(random.nextInt(net.senders.size())).step(random);
                case 1 -> deliver(net.frames, random);
                case 2 -> deliver(net.credits, random);
                case 3 -> net.checkpoint(random);
                default -> net.receive(random.nextInt(net.receivers), random);
            }
        }
    }

    private static void deliver(List<Deque<Runnable>> queues, Random random) {
        Runnable message = queues.get(random.nextInt(queues.size())).poll();
        if (message != null) {
            message.run();
        }
    }

    /** What is known of a record when it is there: who made it, and in which order. */
    static void assertAscending(List<Long> numbers, int senders) {
        long[] last = new long[senders];
        Arrays.fill(last, -1);
        for (long number : numbers) {
            int sender = (int) (number / OvertakingNet.OF_ONE);
            assertThat(number).isGreaterThan(last[sender]);
            last[sender] = number;
        }
    }

    /** The records of batches, and that the watermarks among them are where they were sent. */
    static List<Long> records(List<Batch> batches) {
        List<Long> numbers = new ArrayList<>();
        long watermark = -1;
        for (Batch batch : batches) {
            for (int i = batch.next(); i < batch.size(); i++) {
                long number = (Long) batch.value(i);
                assertThat(number).as("a record behind the watermark").isGreaterThanOrEqualTo(watermark);
                numbers.add(number);
            }
            if (batch.control() instanceof Control.Watermark mark) {
                watermark = mark.time();
                assertThat(numbers).allSatisfy(number -> assertThat(number).isLessThan(mark.time()));
            } else {
                assertThat(batch.control()).isNull();
            }
        }
        return numbers;
    }

    static <T> Deque<T> queue() {
        return new ArrayDeque<>();
    }
}
