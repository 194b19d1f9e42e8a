package dev.sluice.benchmarks.wire;

import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.Props;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.runtime.channel.Credit;
import dev.sluice.runtime.data.Batch;
import java.util.concurrent.locks.LockSupport;

/** Artery's lane for large messages. */
final class ArteryLane implements Lane {
    private final ActorRef receiver;
    private final ActorRef inbox;
    private final ValueCodec codec = Sample.codec();
    private final Thread sender = Thread.currentThread();
    private volatile long limit = Credit.WINDOW;

    ArteryLane(Node node, ActorRef receiver) {
        this.receiver = receiver;
        inbox = node.system().actorOf(Props.create(Inbox.class, () -> new Inbox(this)));
    }

    @Override
    public void send(long sequence, Batch batch) {
        long sent = batch.timestamps[0] == Batch.NO_TIMESTAMP ? 0 : batch.timestamps[0];
        byte[] values = codec.encodeAll(batch.values, 0, batch.size());
        receiver.tell(new ArteryMessage.Records(sequence, sent, values), inbox);
    }

    @Override
    public long limit() {
        return limit;
    }

    private static final class Inbox extends AbstractActor {
        private final ArteryLane lane;

        private Inbox(ArteryLane lane) {
            this.lane = lane;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(ArteryMessage.More.class, more -> {
                        lane.limit = more.upTo();
                        LockSupport.unpark(lane.sender);
                    })
                    .build();
        }
    }
}
