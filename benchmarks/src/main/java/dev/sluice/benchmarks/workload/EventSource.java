package dev.sluice.benchmarks.workload;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;
import java.util.stream.IntStream;

/** The generated events as a source; a split is a lane, a position the number of the lane's events before it. */
public final class EventSource implements Source<KV> {
    private final Events events;
    private final Observer observer;

    /**
     * @param events what is emitted
     * @param observer is told when that begins
     */
    public EventSource(Events events, Observer observer) {
        this.events = events;
        this.observer = observer;
    }

    @Override
    public List<Split> splits(int parallelism) {
        return IntStream.range(0, events.lanes())
                .mapToObj(lane -> new Split(Integer.toString(lane), 0, events.countOf(lane)))
                .toList();
    }

    @Override
    public SourceReader<KV> open(Split split, long position, SourceContext context) {
        return new Reader(new Lane(events, Integer.parseInt(split.id()), position));
    }

    @Override
    public boolean freshRecords() {
        return true;
    }

    private final class Reader implements SourceReader<KV> {
        private final Lane lane;
        private boolean begun;

        Reader(Lane lane) {
            this.lane = lane;
        }

        @Override
        public Status read(SourceOutput<KV> out, int limit) {
            if (!begun) {
                begun = true;
                observer.emitting();
            }
            for (int i = 0; i < limit && lane.hasNext(); i++) {
                long number = lane.number();
                out.emit(new KV(lane.key(number), number), Events.time(number));
                lane.advance();
            }
            return lane.hasNext() ? Status.MORE : Status.END;
        }

        @Override
        public long position() {
            return lane.position();
        }
    }
}
