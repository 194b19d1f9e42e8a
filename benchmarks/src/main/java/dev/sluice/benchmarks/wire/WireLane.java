package dev.sluice.benchmarks.wire;

import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.Props;
import dev.sluice.runtime.channel.Credit;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.wire.Broken;
import dev.sluice.runtime.wire.FrameEncoder;
import dev.sluice.runtime.wire.OutgoingChannel;
import dev.sluice.runtime.wire.Route;
import java.util.concurrent.locks.LockSupport;

/** A channel of the wire. */
final class WireLane implements Lane {
    private static final Route ROUTE = new Route(0, 0, 0, 1);

    private final OutgoingChannel channel;
    private final FrameEncoder encoder;
    private final Thread sender = Thread.currentThread();
    private volatile long limit = Credit.WINDOW;

    WireLane(Node node, ActorRef receiver) {
        ActorRef inbox = node.system().actorOf(Props.create(Inbox.class, () -> new Inbox(this)));
        channel = node.wire().open(receiver, ROUTE, inbox);
        encoder = new FrameEncoder(Sample.codec(), node.wire().maxFrameSize());
    }

    @Override
    public void send(long sequence, Batch batch) {
        encoder.send(new Frame(ROUTE.edge(), ROUTE.from(), ROUTE.epoch(), sequence, batch), channel);
    }

    @Override
    public long limit() {
        return limit;
    }

    private static final class Inbox extends AbstractActor {
        private final WireLane lane;

        private Inbox(WireLane lane) {
            this.lane = lane;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(Credit.class, credit -> {
                        lane.limit = credit.upTo();
                        LockSupport.unpark(lane.sender);
                    })
                    .match(Broken.class, broken -> {
                        throw new IllegalStateException(broken.reason());
                    })
                    .build();
        }
    }
}
