package dev.sluice.connectors;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;
import java.util.stream.IntStream;

/** A collection as a source: for tests, and for small tables. It must be the same each time the job is defined. */
public final class Values {
    private Values() {}

    /**
     * @param values the records
     * @param <T> the type of the records
     * @return a source of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> of(T... values) {
        return from(List.of(values));
    }

    /**
     * Each subtask reads a range of the list, in order; ranges differ in length by one record at most.
     *
     * @param values the records
     * @param <T> the type of the records
     * @return a source of them
     */
    public static <T> Source<T> from(List<? extends T> values) {
        return new ListSource<>(List.copyOf(values));
    }

    /** A position is an index of the list. */
    private record ListSource<T>(List<T> values) implements Source<T> {

        @Override
        public List<Split> splits(int parallelism) {
            long size = values.size();
            return IntStream.range(0, parallelism)
                    .mapToObj(i -> new Split("values-" + i, size * i / parallelism, size * (i + 1) / parallelism))
                    .filter(split -> split.start() < split.end())
                    .toList();
        }

        @Override
        public SourceReader<T> open(Split split, long position, SourceContext context) {
            return new ListReader<>(values, position, Math.min(split.end(), values.size()));
        }
    }

    private static final class ListReader<T> implements SourceReader<T> {
        private final List<T> values;
        private final long end;
        private long position;

        ListReader(List<T> values, long position, long end) {
            this.values = values;
            this.position = position;
            this.end = end;
        }

        @Override
        public Status read(SourceOutput<T> out, int limit) {
            for (int i = 0; i < limit && position < end; i++) {
                out.emit(values.get((int) position++));
            }
            return position < end ? Status.MORE : Status.END;
        }

        @Override
        public long position() {
            return position;
        }
    }
}
