package dev.sluice.benchmarks.probe;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import java.util.List;

/** What {@link KeysFirst} emits, as a {@link Gate} lets it through. */
final class GatedKeys implements Source<KV> {
    private final KeysFirst source;
    private final Events events;
    private final Gate gate;
    private final double perSecond;

    /** @param perSecond of the events behind the keys, over all lanes, while they are paced */
    GatedKeys(Events events, Gate gate, double perSecond) {
        source = new KeysFirst(events);
        this.events = events;
        this.gate = gate;
        this.perSecond = perSecond;
    }

    @Override
    public List<Split> splits(int parallelism) {
        return source.splits(parallelism);
    }

    @Override
    public SourceReader<KV> open(Split split, long position, SourceContext context) {
        long keys = events.keysOf(Integer.parseInt(split.id()));
        return new Reader(source.open(split, position, context), keys, position);
    }

    @Override
    public boolean freshRecords() {
        return true;
    }

    private final class Reader implements SourceReader<KV> {
        private final SourceReader<KV> lane;
        private final long keys;
        private final long begin;

        /** @param keys of the lane, which come first */
        Reader(SourceReader<KV> lane, long keys, long begin) {
            this.lane = lane;
            this.keys = keys;
            this.begin = begin;
        }

        @Override
        public Status read(SourceOutput<KV> out, int limit) throws Exception {
            int most = (int) Math.min(limit, allowed());
            return most <= 0 ? Status.MORE : lane.read(out, most);
        }

        private long allowed() {
            long position = lane.position();
            return switch (gate.phase()) {
                case KEYS -> keys - position;
                case PACED -> (long) gate.due(perSecond / events.lanes()) - (position - begin);
                case ALL -> Long.MAX_VALUE;
            };
        }

        @Override
        public long position() {
            return lane.position();
        }

        @Override
        public void close() throws Exception {
            lane.close();
        }
    }
}
