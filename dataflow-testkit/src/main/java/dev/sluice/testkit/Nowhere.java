package dev.sluice.testkit;

import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;

/** Stands in a definition where the test's own source or sink is put. */
final class Nowhere<T> implements Source<T>, Sink<T> {
    @Override
    public List<Split> splits(int parallelism) {
        return List.of();
    }

    @Override
    public SourceReader<T> open(Split split, long position, SourceContext context) {
        throw new UnsupportedOperationException("never read");
    }

    @Override
    public SinkWriter<T> open(SinkContext context) {
        throw new UnsupportedOperationException("never written");
    }
}
