package dev.sluice.runtime.engine;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Records made of their index, in steps of the same size whatever happens, so that watermarks come at the same places
 * in each run. Each split stops at the gate until that is open.
 *
 * @param count how many records in each split
 * @param splits how many splits
 * @param gateAt how many records of a split come before the gate
 * @param gate whether the gate is open
 * @param record the record with an index; the indexes of split s are s, s + splits, s + 2 splits...
 */
record Steps<T>(long count, int splits, long gateAt, AtomicBoolean gate, LongFunction<T> record) implements Source<T> {
    static final int STEP = 50;

    static <T> Steps<T> of(long count, LongFunction<T> record) {
        return new Steps<>(count, 1, count, new AtomicBoolean(true), record);
    }

    @Override
    public List<Split> splits(int parallelism) {
        return IntStream.range(0, splits)
                .mapToObj(i -> new Split(String.valueOf(i), 0, count))
                .toList();
    }

    @Override
    public SourceReader<T> open(Split split, long position, SourceContext context) {
        int index = Integer.parseInt(split.id());
        return new SourceReader<>() {
            private long next = position;

            @Override
            public Status read(SourceOutput<T> out, int limit) {
                if (next == count) {
                    return Status.END;
                }
                if (next >= gateAt && !gate.get()) {
                    return Status.IDLE;
                }
                for (int i = 0; i < STEP && next < count; i++, next++) {
                    out.emit(record.apply(next * splits + index));
                }
                return next == count ? Status.END : Status.MORE;
            }

            @Override
            public long position() {
                return next;
            }
        };
    }
}
