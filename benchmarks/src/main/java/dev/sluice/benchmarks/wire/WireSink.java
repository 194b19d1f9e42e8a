package dev.sluice.benchmarks.wire;

import akka.actor.AbstractActor;
import akka.actor.Props;
import dev.sluice.runtime.channel.Credit;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.wire.Arrival;
import dev.sluice.runtime.wire.FrameDecoder;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Receives as a task does: reads frames, looks at the records, grants credit each half window. */
final class WireSink extends AbstractActor {
    private final FrameDecoder decoder = new FrameDecoder(Sample.codec());
    private final Histogram latencies;
    private long taken;

    private WireSink(Histogram latencies) {
        this.latencies = latencies;
    }

    static Props props(Histogram latencies) {
        return Props.create(WireSink.class, () -> new WireSink(latencies)).withDispatcher("sluice.task-dispatcher");
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder().match(Arrival.class, this::arrived).build();
    }

    private void arrived(Arrival arrival) {
        Frame frame = decoder.read(arrival);
        if (frame == null) {
            return;
        }
        Batch batch = frame.batch();
        long now = System.nanoTime();
        for (int i = 0; i < batch.size(); i++) {
            if (batch.timestamps[i] != Batch.NO_TIMESTAMP) {
                synchronized (latencies) {
                    latencies.recordValue(Math.max(0, now - batch.timestamps[i]));
                }
            }
        }
        if (batch.isReusable()) {
            batch.clear();
            decoder.recycle(arrival.channel(), List.of(batch));
        }
        taken = frame.sequence() + 1;
        if (taken % (Credit.WINDOW / 2) == 0) {
            arrival.channel().grant(taken + Credit.WINDOW);
        }
    }
}
