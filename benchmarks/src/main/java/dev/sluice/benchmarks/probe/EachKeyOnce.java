package dev.sluice.benchmarks.probe;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.benchmarks.workload.KV;
import java.util.List;
import java.util.stream.LongStream;

/** Emits each key once, and then nothing; it never ends, so that the job's state stays. */
final class EachKeyOnce implements Source<KV> {
    private final long keys;

    EachKeyOnce(long keys) {
        this.keys = keys;
    }

    @Override
    public List<Split> splits(int parallelism) {
        return LongStream.range(0, parallelism)
                .mapToObj(part ->
                        new Split(Long.toString(part), keys * part / parallelism, keys * (part + 1) / parallelism))
                .toList();
    }

    @Override
    public SourceReader<KV> open(Split split, long position, SourceContext context) {
        return new Reader(position, split.end());
    }

    private static final class Reader implements SourceReader<KV> {
        private final long end;
        private long next;

        Reader(long next, long end) {
            this.next = next;
            this.end = end;
        }

        @Override
        public Status read(SourceOutput<KV> out, int limit) {
            for (int i = 0; i < limit && next < end; i++, next++) {
                out.emit(new KV(next, next));
            }
            return next < end ? Status.MORE : Status.IDLE;
        }

        @Override
        public long position() {
            return next;
        }
    }
}
