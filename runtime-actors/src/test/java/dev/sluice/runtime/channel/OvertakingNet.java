package dev.sluice.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.graph.Partitioning;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Vertex;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Outboxes, inboxes, and checkpoints one after the other, some of which are given up. */
final class OvertakingNet {
    static final long OF_ONE = 1_000_000;
    private static final int BATCHES = 20;

    final int receivers;
    final List<Sender> senders = new ArrayList<>();
    final List<Receiver> inboxes = new ArrayList<>();
    final List<Deque<Runnable>> frames = new ArrayList<>();
    final List<Deque<Runnable>> credits = new ArrayList<>();
    final Sharing sharing = new Sharing(ValueCodec.create(AllowedTypes.builder().build()));
    final OvertakingProperties.Way way;
    private final int haste;
    int stalled;

    /** The newest checkpoint that is complete. */
    @Nullable
    Cut complete;

    private @Nullable Cut pending;
    private long checkpoint;

    /** What a checkpoint consists of. */
    static final class Cut {
        final long checkpoint;
        final long[] made;
        final boolean[] begun;
        final boolean[] done;
        final Overtaken[] unsent;
        final @Nullable List<Long>[] processed;
        final Overtaken[] arrived;

        @SuppressWarnings({"unchecked", "rawtypes"})
        Cut(long checkpoint, int senders, int receivers) {
            this.checkpoint = checkpoint;
            made = new long[senders];
            begun = new boolean[senders];
            done = new boolean[senders];
            unsent = new Overtaken[senders];
            processed = new List[receivers];
            arrived = new Overtaken[receivers];
        }
    }

    OvertakingNet(int senderCount, int receivers, OvertakingProperties.Way way, int haste) {
        this.receivers = receivers;
        this.way = way;
        this.haste = haste;
        for (int i = 0; i < senderCount * receivers; i++) {
            frames.add(OvertakingProperties.queue());
            credits.add(OvertakingProperties.queue());
        }
        for (int to = 0; to < receivers; to++) {
            inboxes.add(new Receiver(to, senderCount));
        }
        for (int sender = 0; sender < senderCount; sender++) {
            senders.add(new Sender(sender, senderCount));
        }
    }

    /** Numbers made by one sender, and watermarks that say so. */
    final class Sender {
        final int index;
        final Outbox outbox;
        private Batch current = new Batch(0);
        private @Nullable Control control;
        long made;
        private final Deque<Long> triggered = OvertakingProperties.queue();
        private long last;
        private int batches;
        private boolean ended;

        Sender(int index, int senderCount) {
            this.index = index;
            PlanEdge edge = new PlanEdge(0, 0, 0, null, 1, 0, partitioning(), null);
            List<Consumer<Frame>> to = new ArrayList<>();
            for (int receiver = 0; receiver < receivers; receiver++) {
                int of = receiver;
                to.add(frame -> frames.get(index * receivers + of)
                        .add(() -> inboxes.get(of).inbox.add(frame)));
            }
            Vertex vertex = new Vertex(0, "sender", senderCount, List.of(), List.of(), List.of(edge));
            outbox = new Outbox(vertex, index, 1, 128, Map.of(0, to), sharing);
        }

        void step(Random random) throws Exception {
            if (barrier(random) || outbox.isOverdrawn()) {
                return;
            }
            if (current.hasNext()) {
                outbox.spread(0, null, current, false);
            } else if (control != null) {
                if (outbox.control(0, control)) {
                    control = null;
                }
            } else if (batches == BATCHES && !ended) {
                ended = true;
                control = new Control.EndOfInput();
            } else if (ended || random.nextInt(3) == 0) {
                outbox.flush();
            } else {
                int size = random.nextInt(1_500);
                current = new Batch(size);
                for (int i = 0; i < size; i++) {
                    current.add(index * OF_ONE + made++, i);
                }
                control = random.nextBoolean() ? new Control.Watermark(index * OF_ONE + made) : null;
                batches++;
            }
        }

        /** Goes on with a checkpoint; whether nothing else can be done meanwhile. */
        private boolean barrier(Random random) throws Exception {
            Cut cut = pending;
            if (triggered.isEmpty() && !outbox.holdsBarrier()) {
                done(cut, last);
                return false;
            }
            boolean late = random.nextInt(4) < haste;
            if (late && cut != null && !cut.done[index]) {
                overtake(cut);
                return true;
            }
            boolean waits = current.hasNext() || (control != null && !(control instanceof Control.Barrier));
            if (triggered.isEmpty() || waits || outbox.isOverdrawn()) {
                return false;
            }
            long next = triggered.element();
            if (cut != null && cut.checkpoint == next) {
                cut.made[index] = made;
                cut.begun[index] = true;
            }
            control = new Control.Barrier(SnapshotRequest.first(next));
            if (outbox.control(0, control)) {
                control = null;
                last = triggered.remove();
            }
            return true;
        }

        private void overtake(Cut cut) throws Exception {
            Overtaken overtaken = new Overtaken(sharing);
            if (triggered.contains(cut.checkpoint)) {
                boolean placing = control instanceof Control.Barrier && cut.begun[index];
                cut.made[index] = placing ? cut.made[index] : made;
                outbox.overdraw(true);
                outbox.spread(0, null, current, false);
                if (control != null && !(control instanceof Control.Barrier)) {
                    assertThat(outbox.control(0, control)).isTrue();
                }
                control = null;
                outbox.overdraw(false);
            }
            triggered.clear();
            outbox.overtake(new Control.Barrier(SnapshotRequest.first(cut.checkpoint), true), overtaken);
            cut.unsent[index] = overtaken;
            done(cut, cut.checkpoint);
        }

        private void done(@Nullable Cut cut, long checkpoint) {
            last = checkpoint;
            if (cut != null && cut.checkpoint == checkpoint) {
                cut.done[index] = true;
            }
        }
    }

    /** Takes batches, and has barriers overtake them. */
    final class Receiver {
        final int index;
        final Inbox inbox;
        final List<Long> received = new ArrayList<>();
        boolean ended;

        Receiver(int index, int senderCount) {
            this.index = index;
            List<Inbox.Channel> from = new ArrayList<>();
            for (int sender = 0; sender < senderCount; sender++) {
                if (way != OvertakingProperties.Way.FORWARD || sender == index) {
                    from.add(new Inbox.Channel(0, sender, 0));
                }
            }
            inbox = new Inbox(
                    from,
                    index,
                    1,
                    (channel, credit) -> credits.get(channel.from() * receivers + index)
                            .add(() -> senders.get(channel.from()).outbox.credit(credit)));
        }

        private void overtake(Random random) {
            Control.Barrier arrived = inbox.arrived();
            if (arrived != null && (arrived.overtaking() || random.nextInt(4) < haste)) {
                Overtaken overtaken = new Overtaken(sharing);
                inbox.overtake(arrived.checkpoint(), overtaken);
                cut(arrived.checkpoint(), overtaken);
            }
        }

        private void take() {
            Batch batch = inbox.poll();
            if (batch == null) {
                return;
            }
            for (int i = 0; i < batch.size(); i++) {
                received.add((Long) batch.value(i));
            }
            if (batch.control() instanceof Control.Barrier barrier) {
                cut(barrier.checkpoint(), null);
            }
            ended |= batch.control() instanceof Control.EndOfInput;
        }

        private void cut(long of, @Nullable Overtaken overtaken) {
            Cut cut = pending;
            if (cut != null && cut.checkpoint == of) {
                assertThat(cut.processed[index])
                        .as("one barrier of a checkpoint")
                        .isNull();
                cut.processed[index] = List.copyOf(received);
                if (overtaken != null) {
                    cut.arrived[index] = overtaken;
                }
            }
        }
    }

    private Partitioning partitioning() {
        return switch (way) {
            case FORWARD -> new Partitioning.Forward();
            case REBALANCE -> new Partitioning.Rebalance();
            case HASH -> new Partitioning.Hash(x -> x, Long.class);
            case BROADCAST -> new Partitioning.Broadcast();
        };
    }

    void receive(int to, Random random) {
        inboxes.get(to).overtake(random);
        if (to != stalled) {
            inboxes.get(to).take();
        }
    }

    /** Begins a checkpoint, gives one up, or takes notice of one that is complete. */
    void checkpoint(Random random) {
        Cut cut = pending;
        if (cut == null || random.nextInt(400) == 0) {
            boolean over = senders.stream().anyMatch(sender -> sender.ended);
            pending = over ? null : new Cut(++checkpoint, senders.size(), receivers);
            if (!over) {
                senders.forEach(sender -> sender.triggered.add(checkpoint));
            }
            return;
        }
        for (int sender = 0; sender < senders.size(); sender++) {
            if (!cut.done[sender]) {
                return;
            }
        }
        for (Receiver receiver : inboxes) {
            if (cut.processed[receiver.index] == null || receiver.inbox.isRecording()) {
                return;
            }
        }
        check(cut);
        complete = cut;
        pending = null;
    }

    private void check(Cut cut) {
        long total = 0;
        List<Long> all = new ArrayList<>();
        for (long made : cut.made) {
            total += made;
        }
        for (int to = 0; to < receivers; to++) {
            List<Long> ofOne = new ArrayList<>(cut.processed[to]);
            for (int from = 0; from < senders.size(); from++) {
                List<Batch> batches = new ArrayList<>(onChannel(cut.arrived[to], from, to));
                batches.addAll(onChannel(cut.unsent[from], from, to));
                ofOne.addAll(OvertakingProperties.records(batches));
            }
            OvertakingProperties.assertAscending(ofOne, senders.size());
            all.addAll(ofOne);
        }
        for (long number : all) {
            assertThat(number % OF_ONE).as("made before the barrier").isLessThan(cut.made[(int) (number / OF_ONE)]);
        }
        assertThat(all).hasSize((int) (way == OvertakingProperties.Way.BROADCAST ? total * receivers : total));
        assertThat(all.stream().distinct().count()).isEqualTo(total);
    }

    private static List<Batch> onChannel(@Nullable Overtaken overtaken, int from, int to) {
        if (overtaken == null) {
            return List.of();
        }
        return overtaken.inFlight().stream()
                .map(InFlight.OnChannel.class::cast)
                .filter(piece -> piece.from() == from && piece.to() == to)
                .map(InFlight::batch)
                .toList();
    }

    /** Begins where a checkpoint has left off. */
    void restore(Cut cut) {
        for (Sender sender : senders) {
            sender.made = cut.made[sender.index];
        }
        for (int to = 0; to < receivers; to++) {
            inboxes.get(to).received.addAll(cut.processed[to]);
            for (int from = 0; from < senders.size(); from++) {
                Inbox.Channel channel = new Inbox.Channel(0, from, 0);
                int receiver = to;
                int sender = from;
                onChannel(cut.arrived[to], from, to)
                        .forEach(batch -> inboxes.get(receiver).inbox.replay(channel, batch));
                onChannel(cut.unsent[from], from, to)
                        .forEach(batch -> senders.get(sender).outbox.replay(0, receiver, batch));
            }
        }
        checkpoint = cut.checkpoint;
    }

    boolean isDone() {
        return inboxes.stream().allMatch(receiver -> receiver.ended);
    }

    /** Everything that was made has come, once and in order. */
    void checkAll() {
        long total = senders.stream().mapToLong(sender -> sender.made).sum();
        List<Long> all = new ArrayList<>();
        for (Receiver receiver : inboxes) {
            OvertakingProperties.assertAscending(receiver.received, senders.size());
            all.addAll(receiver.received);
        }
        assertThat(all).hasSize((int) (way == OvertakingProperties.Way.BROADCAST ? total * receivers : total));
        assertThat(all.stream().distinct().count()).isEqualTo(total);
    }
}
