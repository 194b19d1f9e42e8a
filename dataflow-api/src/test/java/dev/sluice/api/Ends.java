package dev.sluice.api;

import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;

/** Where the streams of definitions begin and end that are never run. */
final class Ends {
    private Ends() {}

    static <T> Source<T> source() {
        return new Nothing<>();
    }

    static <T> Sink<T> sink() {
        return new Nowhere<>();
    }

    private static final class Nothing<T> implements Source<T> {
        @Override
        public List<Split> splits(int parallelism) {
            return List.of();
        }

        @Override
        public SourceReader<T> open(Split split, long position, SourceContext context) {
            throw new UnsupportedOperationException("never read");
        }
    }

    private static final class Nowhere<T> implements Sink<T> {
        @Override
        public SinkWriter<T> open(SinkContext context) {
            return (record, timestamp) -> {};
        }
    }
}
