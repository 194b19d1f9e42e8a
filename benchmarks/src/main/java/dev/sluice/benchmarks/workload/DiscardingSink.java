package dev.sluice.benchmarks.workload;

import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Shows the observer what it is given, and forgets it.
 *
 * @param <T> the type of the outputs
 */
public final class DiscardingSink<T> implements Sink<T> {
    private final Observer observer;
    private final Show<T> show;

    /**
     * @param observer sees the outputs
     * @param show tells it what an output is
     */
    public DiscardingSink(Observer observer, Show<T> show) {
        this.observer = observer;
        this.show = show;
    }

    /**
     * Makes three numbers of an output.
     *
     * @param <T> the type of the output
     */
    public interface Show<T> {

        /**
         * @param output what came out
         * @param outputs is given its three numbers
         */
        void show(T output, Observer.Outputs outputs);
    }

    @Override
    public SinkWriter<T> open(SinkContext context) {
        return new Writer(observer.outputs());
    }

    private final class Writer implements SinkWriter<T> {
        private final Observer.Outputs outputs;

        Writer(Observer.Outputs outputs) {
            this.outputs = outputs;
        }

        @Override
        public void write(T output, long timestamp) {
            show.show(output, outputs);
        }

        @Override
        public @Nullable Transaction checkpoint(long checkpoint) {
            outputs.pause();
            return null;
        }

        @Override
        public void idle() {
            outputs.pause();
        }

        @Override
        public void close() {
            outputs.pause();
        }
    }
}
