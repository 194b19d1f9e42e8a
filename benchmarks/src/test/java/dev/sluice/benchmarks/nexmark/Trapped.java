package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A source whose splits stop at a gate until it is open, and that fails once some way behind it.
 *
 * @param source what is read
 * @param gateAt how many records of a split come before the gate
 * @param gate whether it is open
 * @param sprung whether it has failed
 */
record Trapped(Source<NexmarkEvent> source, long gateAt, AtomicBoolean gate, AtomicBoolean sprung)
        implements Source<NexmarkEvent> {

    @Override
    public List<Split> splits(int parallelism) throws Exception {
        return source.splits(parallelism);
    }

    @Override
    public boolean freshRecords() {
        return source.freshRecords();
    }

    @Override
    public SourceReader<NexmarkEvent> open(Split split, long position, SourceContext context) throws Exception {
        SourceReader<NexmarkEvent> reader = source.open(split, position, context);
        return new SourceReader<>() {
            @Override
            public Status read(SourceOutput<NexmarkEvent> out, int limit) throws Exception {
                long before = gateAt - reader.position();
                if (before <= 0 && !gate.get()) {
                    return Status.IDLE;
                }
                if (before < -gateAt / 2 && sprung.compareAndSet(false, true)) {
                    throw new IllegalStateException("the trap");
                }
                return reader.read(out, before > 0 ? (int) Math.min(limit, before) : limit);
            }

            @Override
            public long position() {
                return reader.position();
            }

            @Override
            public void close() throws Exception {
                reader.close();
            }
        };
    }
}
