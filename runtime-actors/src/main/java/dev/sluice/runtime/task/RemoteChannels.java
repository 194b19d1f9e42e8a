package dev.sluice.runtime.task;

import akka.actor.ActorRef;
import dev.sluice.runtime.channel.Credit;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.channel.Outbox;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.wire.Arrival;
import dev.sluice.runtime.wire.FrameDecoder;
import dev.sluice.runtime.wire.FrameEncoder;
import dev.sluice.runtime.wire.IncomingChannel;
import dev.sluice.runtime.wire.OutgoingChannel;
import dev.sluice.runtime.wire.Route;
import dev.sluice.runtime.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The channels of a task that lead to other nodes or come from there. Its frames become bytes on the task's thread. */
final class RemoteChannels {
    private final Task task;
    private final ActorRef self;
    private final List<OutgoingChannel> outgoing = new ArrayList<>();
    private final FrameEncoder encoder;
    private final FrameDecoder decoder;

    /** @param self the task's inbox, which other nodes' frames may come to from now on */
    RemoteChannels(Task task, ActorRef self) {
        this.task = task;
        this.self = self;
        encoder = new FrameEncoder(task.wireCodec(), task.wire().maxFrameSize());
        decoder = new FrameDecoder(task.wireCodec());
        task.wire().register(self);
    }

    /**
     * What sends to a task on another node. The channel is opened with the first frame: a task need not send to all
     * that it knows.
     *
     * @param outbox gets the batches back that were sent
     */
    Consumer<Frame> to(int edge, int to, ActorRef receiver, Supplier<@Nullable Outbox> outbox) {
        return new Sender(new Route(edge, task.subtask(), to, task.epoch()), receiver, outbox);
    }

    private final class Sender implements Consumer<Frame> {
        private final Route route;
        private final ActorRef receiver;
        private final Supplier<@Nullable Outbox> outbox;
        private @Nullable OutgoingChannel channel;

        Sender(Route route, ActorRef receiver, Supplier<@Nullable Outbox> outbox) {
            this.route = route;
            this.receiver = receiver;
            this.outbox = outbox;
        }

        @Override
        public void accept(Frame frame) {
            OutgoingChannel open = channel;
            if (open == null) {
                open = task.wire().open(receiver, route, self);
                channel = open;
                outgoing.add(open);
            }
            encoder.send(frame, open);
            Batch batch = frame.batch();
            Outbox owner = outbox.get();
            if (owner != null && batch.isReusable()) {
                batch.clear();
                owner.credit(new Credit(route.edge(), route.to(), route.epoch(), 0, List.of(batch)));
            }
        }
    }

    /**
     * Reads what came, unless more of it is to come.
     *
     * @param inbox gets the frame, and where credits for its channel go
     */
    void read(Arrival arrival, BiConsumer<Frame, Consumer<Credit>> inbox) {
        Frame frame = decoder.read(arrival);
        if (frame == null) {
            return;
        }
        IncomingChannel channel = arrival.channel();
        try {
            inbox.accept(frame, credit -> {
                decoder.recycle(channel, credit.empties());
                channel.grant(credit.upTo());
            });
        } catch (IllegalStateException e) {
            throw new WireException(channel.describe() + " does not fit: " + e.getMessage(), e);
        }
    }

    void close() {
        task.wire().deregister(self);
        outgoing.forEach(OutgoingChannel::close);
    }
}
