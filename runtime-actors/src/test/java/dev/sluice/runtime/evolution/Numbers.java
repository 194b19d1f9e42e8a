package dev.sluice.runtime.evolution;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The numbers from 0, half of them behind a gate. */
record Numbers(AtomicBoolean gate) implements Source<Long> {
    private static final long COUNT = 40;

    @Override
    public List<Split> splits(int parallelism) {
        return List.of(new Split("0", 0, COUNT));
    }

    @Override
    public SourceReader<Long> open(Split split, long position, SourceContext context) {
        return new SourceReader<>() {
            private long next = position;

            @Override
            public Status read(SourceOutput<Long> out, int limit) {
                if (next == COUNT / 2 && !gate.get()) {
                    return Status.IDLE;
                }
                for (int i = 0; i < 5 && next < COUNT; i++, next++) {
                    out.emit(next);
                }
                return next == COUNT ? Status.END : Status.MORE;
            }

            @Override
            public long position() {
                return next;
            }
        };
    }
}
