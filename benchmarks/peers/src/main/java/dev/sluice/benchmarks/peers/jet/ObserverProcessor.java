package dev.sluice.benchmarks.peers.jet;

import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.Inbox;
import com.hazelcast.jet.core.Watermark;
import dev.sluice.benchmarks.peers.Current;
import dev.sluice.benchmarks.workload.Observer;
import java.io.Serializable;

/** Shows the run's observer what it is given, and forgets it. */
final class ObserverProcessor<T> extends AbstractProcessor {
    private final Show<T> show;
    private final Observer.Outputs outputs = Current.run().observer().outputs();

    ObserverProcessor(Show<T> show) {
        this.show = show;
    }

    interface Show<T> extends Serializable {
        void show(T output, Observer.Outputs outputs);
    }

    @Override
    @SuppressWarnings("unchecked") // an inbox has no type
    public void process(int ordinal, Inbox inbox) {
        for (Object output = inbox.poll(); output != null; output = inbox.poll()) {
            show.show((T) output, outputs);
        }
    }

    @Override
    public boolean tryProcessWatermark(Watermark watermark) {
        return true;
    }

    @Override
    public boolean saveToSnapshot() {
        outputs.pause();
        return true;
    }

    @Override
    public boolean complete() {
        outputs.pause();
        return true;
    }
}
