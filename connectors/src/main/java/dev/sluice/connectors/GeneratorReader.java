package dev.sluice.connectors;

import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import java.util.function.LongFunction;

/** Makes the records of one split. */
final class GeneratorReader<T> implements SourceReader<T> {
    private final LongFunction<? extends T> function;
    private final int split;
    private final int splits;
    private final long end;
    private final Pace pace;
    private long position;

    GeneratorReader(LongFunction<? extends T> function, int split, int splits, long position, long end, Pace pace) {
        this.function = function;
        this.split = split;
        this.splits = splits;
        this.position = position;
        this.end = end;
        this.pace = pace;
    }

    @Override
    public Status read(SourceOutput<T> out, int limit) {
        long count = pace.release(Math.min(limit, end - position));
        long number = position * splits + split;
        for (long i = 0; i < count; i++) {
            out.emit(function.apply(number));
            number += splits;
        }
        position += count;
        if (position == end) {
            return Status.END;
        }
        return count > 0 ? Status.MORE : Status.IDLE;
    }

    @Override
    public long position() {
        return position;
    }
}
