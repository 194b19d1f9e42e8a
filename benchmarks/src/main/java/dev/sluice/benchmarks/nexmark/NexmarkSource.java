package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.benchmarks.nexmark.data.NexmarkConfig;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.NexmarkGenerator;
import dev.sluice.benchmarks.nexmark.data.NexmarkLane;
import dev.sluice.benchmarks.workload.Observer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The generated events as a source; a split is a lane, a position the number of the lane's events before it. Within a
 * split, event time never goes back.
 */
public final class NexmarkSource implements Source<NexmarkEvent> {
    private final NexmarkGenerator generator;
    private final Observer observer;

    /**
     * @param config which events
     * @param observer is told when the first of them is about to be emitted
     */
    public NexmarkSource(NexmarkConfig config, Observer observer) {
        generator = new NexmarkGenerator(config);
        this.observer = observer;
    }

    @Override
    public List<Split> splits(int parallelism) {
        return IntStream.range(0, NexmarkLane.LANES)
                .mapToObj(lane -> new Split(Integer.toString(lane), 0, NexmarkLane.countOf(generator.config(), lane)))
                .toList();
    }

    @Override
    public SourceReader<NexmarkEvent> open(Split split, long position, SourceContext context) {
        return new Reader(new NexmarkLane(generator, Integer.parseInt(split.id()), position));
    }

    @Override
    public boolean freshRecords() {
        return true;
    }

    private final class Reader implements SourceReader<NexmarkEvent> {
        private final NexmarkLane lane;
        private boolean begun;

        Reader(NexmarkLane lane) {
            this.lane = lane;
        }

        @Override
        public Status read(SourceOutput<NexmarkEvent> out, int limit) {
            if (!begun) {
                begun = true;
                observer.emitting();
            }
            for (int i = 0; i < limit && lane.hasNext(); i++) {
                NexmarkEvent event = lane.next();
                out.emit(event, event.dateTime());
            }
            return lane.hasNext() ? Status.MORE : Status.END;
        }

        @Override
        public long position() {
            return lane.position();
        }
    }
}
