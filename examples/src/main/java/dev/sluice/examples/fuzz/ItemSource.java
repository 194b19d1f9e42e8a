package dev.sluice.examples.fuzz;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;

/** Reads items one at a time, so that each mark takes effect before the next record, as far as the gate lets it. */
record ItemSource(List<Item> items, Gate gate) implements Source<Item> {
    @Override
    public List<Split> splits(int parallelism) {
        return List.of(new Split("items", 0, items.size()));
    }

    @Override
    public SourceReader<Item> open(Split split, long position, SourceContext context) {
        return new Reader(items, gate, position);
    }

    private static final int STRIDE = 5;

    private static final class Reader implements SourceReader<Item> {
        private final List<Item> items;
        private final Gate gate;
        private int next;
        private int paused;

        Reader(List<Item> items, Gate gate, long position) {
            this.items = items;
            this.gate = gate;
            next = Math.toIntExact(position);
        }

        @Override
        public Status read(SourceOutput<Item> out, int limit) {
            if (!gate.passes(next)) {
                return Status.IDLE;
            }
            if (next % STRIDE == STRIDE - 1 && paused != next) {
                paused = next; // so that there are checkpoints before the end
                return Status.IDLE;
            }
            if (next < items.size()) {
                out.emit(items.get(next++));
            }
            return next < items.size() ? Status.MORE : Status.END;
        }

        @Override
        public long position() {
            return next;
        }
    }
}
