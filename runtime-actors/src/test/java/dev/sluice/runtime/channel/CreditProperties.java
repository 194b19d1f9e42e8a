package dev.sluice.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.graph.Partitioning;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Vertex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Outboxes wired to inboxes by queues that deliver when chance will have it. */
@Label("Credits")
class CreditProperties {
    private static final int BATCHES = 25;

    /** How an edge spreads records. */
    enum Way {
        FORWARD,
        REBALANCE,
        HASH,
        BROADCAST
    }

    @Property(tries = 60)
    void when_everything_is_delivered_at_random_then_nothing_is_lost_reordered_or_sent_without_credit(
            @ForAll @IntRange(min = 1, max = 3) int senders,
            @ForAll @IntRange(min = 1, max = 3) int receivers,
            @ForAll Way way,
            @ForAll Random random)
            throws Exception {
        Net net = new Net(senders, way == Way.FORWARD ? senders : receivers, way);
        net.stalled = random.nextInt(net.receivers + 1);
        for (int step = 0; !net.isDone(); step++) {
            if (step == 2_000) {
                net.stalled = -1;
            }
            switch (random.nextInt(4)) {
                case 0 -> net.senders.get(random.nextInt(senders)).step(random);
                case 1 -> deliver(net.frames, random);
                case 2 -> deliver(net.credits, random);
                default -> net.receive(random.nextInt(net.receivers));
            }
        }
        net.check();
    }

    private static void deliver(List<Deque<Runnable>> queues, Random random) {
        Runnable message = queues.get(random.nextInt(queues.size())).poll();
        if (message != null) {
            message.run();
        }
    }

    /** Numbers made by one sender: {@code sender * 1,000,000 + count}. */
    private static final class Sender {
        final int index;
        final Outbox outbox;
        Batch current = new Batch(0);
        long made;
        int batches;
        boolean ended;

        Sender(int index, Outbox outbox) {
            this.index = index;
            this.outbox = outbox;
        }

        void step(Random random) throws Exception {
            if (current.hasNext()) {
                outbox.spread(0, null, current, false);
            } else if (batches == BATCHES) {
                ended = ended || outbox.control(0, new Control.EndOfInput());
                outbox.flush();
            } else if (random.nextInt(3) == 0) {
                outbox.flush();
            } else {
                int size = random.nextInt(1_500);
                current = new Batch(size);
                for (int i = 0; i < size; i++) {
                    current.add(index * 1_000_000L + made++, i);
                }
                batches++;
            }
        }
    }

    /** All of it. */
    private static final class Net {
        final int receivers;
        final Way way;
        final List<Sender> senders = new ArrayList<>();
        final List<Inbox> inboxes = new ArrayList<>();
        final List<Deque<Runnable>> frames = new ArrayList<>();
        final List<Deque<Runnable>> credits = new ArrayList<>();
        final long[][] outstanding;
        final List<List<Long>> received = new ArrayList<>();
        final boolean[] ended;
        int stalled;

        Net(int senderCount, int receivers, Way way) {
            this.receivers = receivers;
            this.way = way;
            outstanding = new long[senderCount][receivers];
            ended = new boolean[receivers];
            for (int i = 0; i < senderCount * receivers; i++) {
                frames.add(new ArrayDeque<>());
                credits.add(new ArrayDeque<>());
            }
            for (int to = 0; to < receivers; to++) {
                List<Inbox.Channel> from = new ArrayList<>();
                for (int sender = 0; sender < senderCount; sender++) {
                    if (way != Way.FORWARD || sender == to) {
                        from.add(new Inbox.Channel(0, sender, 0));
                    }
                }
                inboxes.add(new Inbox(
                        from,
                        to,
                        1,
                        (channel, credit) -> credits.get(channel.from() * receivers + credit.to())
                                .add(() -> {
                                    outstanding[channel.from()][credit.to()] =
                                            Math.max(outstanding[channel.from()][credit.to()], credit.upTo());
                                    senders.get(channel.from()).outbox.credit(credit);
                                })));
                received.add(new ArrayList<>());
            }
            for (int sender = 0; sender < senderCount; sender++) {
                senders.add(new Sender(sender, outbox(sender)));
            }
        }

        private Outbox outbox(int sender) {
            PlanEdge edge = new PlanEdge(0, 0, 0, null, 1, 0, partitioning(), null);
            List<Consumer<Frame>> to = new ArrayList<>();
            for (int receiver = 0; receiver < receivers; receiver++) {
                int index = receiver;
                outstanding[sender][index] = Credit.WINDOW;
                to.add(frame -> {
                    assertThat(frame.sequence())
                            .as("sent under a credit that has arrived")
                            .isLessThan(outstanding[sender][index]);
                    Deque<Runnable> queue = frames.get(sender * receivers + index);
                    queue.add(() -> inboxes.get(index).add(frame));
                    assertThat(queue).hasSizeLessThanOrEqualTo(Credit.WINDOW);
                });
            }
            Vertex vertex = new Vertex(0, "sender", senders.size() + 1, List.of(), List.of(), List.of(edge));
            Sharing sharing =
                    new Sharing(ValueCodec.create(AllowedTypes.builder().build()));
            return new Outbox(vertex, sender, 1, 128, Map.of(0, to), sharing);
        }

        private Partitioning partitioning() {
            return switch (way) {
                case FORWARD -> new Partitioning.Forward();
                case REBALANCE -> new Partitioning.Rebalance();
                case HASH -> new Partitioning.Hash(x -> x, Long.class);
                case BROADCAST -> new Partitioning.Broadcast();
            };
        }

        void receive(int to) {
            Batch batch = to == stalled ? null : inboxes.get(to).poll();
            if (batch != null) {
                for (int i = 0; i < batch.size(); i++) {
                    received.get(to).add((Long) batch.value(i));
                }
                ended[to] |= batch.control() instanceof Control.EndOfInput;
            }
        }

        boolean isDone() {
            for (boolean end : ended) {
                if (!end) {
                    return false;
                }
            }
            return true;
        }

        void check() {
            long total = senders.stream().mapToLong(sender -> sender.made).sum();
            assertThat(received.stream().mapToLong(List::size).sum())
                    .isEqualTo(way == Way.BROADCAST ? total * receivers : total);
            assertThat(received.stream().flatMap(List::stream).distinct().count())
                    .isEqualTo(total);
            for (List<Long> ofOne : received) {
                long[] last = new long[senders.size()];
                Arrays.fill(last, -1);
                for (long number : ofOne) {
                    int sender = (int) (number / 1_000_000);
                    assertThat(number).isGreaterThan(last[sender]);
                    last[sender] = number;
                }
            }
        }
    }
}
