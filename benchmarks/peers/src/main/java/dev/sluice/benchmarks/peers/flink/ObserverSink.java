package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.peers.Current;
import dev.sluice.benchmarks.workload.Observer;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Shows the run's observer what it is given, and forgets it. */
final class ObserverSink<T> implements Sink<T> {
    private final Show<T> show;

    ObserverSink(Show<T> show) {
        this.show = show;
    }

    interface Show<T> extends Serializable {
        void show(T output, Observer.Outputs outputs);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(show, Current.run().observer().outputs());
    }

    private static final class Writer<T> implements SinkWriter<T> {
        private final Show<T> show;
        private final Observer.Outputs outputs;

        Writer(Show<T> show, Observer.Outputs outputs) {
            this.show = show;
            this.outputs = outputs;
        }

        @Override
        public void write(T output, Context context) {
            show.show(output, outputs);
        }

        /** Called at each checkpoint, and as soon as the input has ended. */
        @Override
        public void flush(boolean endOfInput) {
            outputs.pause();
        }

        @Override
        public void close() {
            outputs.pause();
        }
    }
}
