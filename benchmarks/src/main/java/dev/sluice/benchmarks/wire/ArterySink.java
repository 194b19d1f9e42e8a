package dev.sluice.benchmarks.wire;

import akka.actor.AbstractActor;
import akka.actor.Props;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.runtime.channel.Credit;
import org.HdrHistogram.Histogram;

/** As {@link WireSink}, through Artery. */
final class ArterySink extends AbstractActor {
    private final ValueCodec codec = Sample.codec();
    private final Histogram latencies;

    private ArterySink(Histogram latencies) {
        this.latencies = latencies;
    }

    static Props props(Histogram latencies) {
        return Props.create(ArterySink.class, () -> new ArterySink(latencies)).withDispatcher("sluice.task-dispatcher");
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(ArteryMessage.Records.class, this::arrived)
                .build();
    }

    private void arrived(ArteryMessage.Records records) {
        int count = codec.decodeAll(records.values(), 0, records.values().length).length;
        if (records.nanos() != 0) {
            synchronized (latencies) {
                latencies.recordValueWithCount(Math.max(0, System.nanoTime() - records.nanos()), count);
            }
        }
        long taken = records.sequence() + 1;
        if (taken % (Credit.WINDOW / 2) == 0) {
            getSender().tell(new ArteryMessage.More(taken + Credit.WINDOW), getSelf());
        }
    }
}
