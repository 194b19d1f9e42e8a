package dev.sluice.runtime.task;

import akka.NotUsed;
import akka.stream.javadsl.JavaFlowSupport;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import dev.sluice.runtime.data.Batch;
import java.util.ArrayList;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The reactive streams that a task is joined to, as Akka Streams: their backpressure is its own.
 *
 * @param publisher what it reads besides its channels, or null
 * @param subscriber what its results go to, or null
 */
record Streams(Flow.@Nullable Publisher<Object> publisher, Flow.@Nullable Subscriber<Object> subscriber) {
    /** Batches of what the publisher has sent since the last one was taken: small ones while the task keeps up. */
    Source<Batch, NotUsed> source() {
        if (publisher == null) {
            return Source.<Batch>maybe().mapMaterializedValue(promise -> NotUsed.getInstance());
        }
        return JavaFlowSupport.Source.fromPublisher(publisher)
                .batch(Batch.TARGET, record -> append(new Batch(Batch.TARGET), record), Streams::append);
    }

    Sink<Batch, ?> sink() {
        if (subscriber == null) {
            return Sink.ignore();
        }
        return akka.stream.javadsl.Flow.of(Batch.class)
                .mapConcat(batch -> {
                    ArrayList<Object> records = new ArrayList<>(batch.size());
                    for (int i = 0; i < batch.size(); i++) {
                        records.add(batch.value(i));
                    }
                    return records;
                })
                .to(JavaFlowSupport.Sink.fromSubscriber(subscriber));
    }

    private static Batch append(Batch batch, Object record) {
        batch.add(record, Batch.NO_TIMESTAMP);
        return batch;
    }
}
