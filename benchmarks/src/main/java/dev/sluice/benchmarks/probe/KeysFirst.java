package dev.sluice.benchmarks.probe;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.benchmarks.workload.Lane;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Emits each key once, with value 0, and then the generated events, with positive values. A key is emitted by one lane,
 * so its running sum is 0 at its first event and never again.
 */
final class KeysFirst implements Source<KV> {
    private final Events events;

    KeysFirst(Events events) {
        this.events = events;
    }

    @Override
    public List<Split> splits(int parallelism) {
        return IntStream.range(0, events.lanes())
                .mapToObj(lane -> new Split(Integer.toString(lane), 0, events.keysOf(lane) + events.countOf(lane)))
                .toList();
    }

    @Override
    public SourceReader<KV> open(Split split, long position, SourceContext context) {
        return new Reader(Integer.parseInt(split.id()), position);
    }

    @Override
    public boolean freshRecords() {
        return true;
    }

    private final class Reader implements SourceReader<KV> {
        private final int number;
        private final long keys;
        private final Lane lane;
        private long keysEmitted;

        Reader(int number, long position) {
            this.number = number;
            keys = events.keysOf(number);
            keysEmitted = Math.min(position, keys);
            lane = new Lane(events, number, position - keysEmitted);
        }

        @Override
        public Status read(SourceOutput<KV> out, int limit) {
            int i = 0;
            for (; i < limit && keysEmitted < keys; i++, keysEmitted++) {
                out.emit(new KV(number + events.lanes() * keysEmitted, 0), Events.BEGIN);
            }
            for (; i < limit && lane.hasNext(); i++, lane.advance()) {
                long event = lane.number();
                out.emit(new KV(lane.key(event), event + 1), Events.time(event));
            }
            return keysEmitted < keys || lane.hasNext() ? Status.MORE : Status.END;
        }

        @Override
        public long position() {
            return keysEmitted + lane.position();
        }
    }
}
