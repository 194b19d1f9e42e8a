package dev.sluice.examples.soak;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Makes the numbers from 0 on, without an end until one is decided. Split <i>i</i> of <i>n</i> makes <i>i</i>, <i>i +
 * n</i>, <i>i + 2n</i>...; a position counts the numbers of the split.
 *
 * @param load knows their keys
 * @param end where they end
 */
record Numbers(Load load, LateEnd end) implements Source<Event> {
    @Override
    public List<Split> splits(int parallelism) {
        return LongStream.range(0, parallelism)
                .mapToObj(i -> new Split(i + "/" + parallelism, 0, Long.MAX_VALUE))
                .toList();
    }

    @Override
    public SourceReader<Event> open(Split split, long position, SourceContext context) {
        String[] place = split.id().split("/");
        return new Reader(Long.parseLong(place[0]), Long.parseLong(place[1]), position);
    }

    private final class Reader implements SourceReader<Event> {
        private final long first;
        private final long splits;
        private long position;

        Reader(long first, long splits, long position) {
            this.first = first;
            this.splits = splits;
            this.position = position;
        }

        @Override
        public Status read(SourceOutput<Event> out, int limit) {
            long number = first + position * splits;
            long last = end.claim(number + limit * splits);
            for (int i = 0; i < limit; i++, number += splits) {
                if (number >= last) {
                    return Status.END;
                }
                out.emit(new Event(number, load.keyOf(number)));
                position++;
            }
            return Status.MORE;
        }

        @Override
        public long position() {
            return position;
        }
    }
}
