package dev.sluice.runtime.node;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Counts up in each of its splits, as far as it is allowed to.
 *
 * @param splits how many splits
 * @param limit how far; the end if it is negative: then after as many records as its absolute value
 */
record Ticks(int splits, AtomicLong limit) implements Source<Long> {
    @Override
    public List<Split> splits(int parallelism) {
        return IntStream.range(0, splits)
                .mapToObj(i -> new Split(String.valueOf(i), 0, Long.MAX_VALUE))
                .toList();
    }

    @Override
    public SourceReader<Long> open(Split split, long position, SourceContext context) {
        int index = Integer.parseInt(split.id());
        return new SourceReader<>() {
            private long next = position;

            @Override
            public Status read(SourceOutput<Long> out, int most) {
                long allowed = limit.get();
                for (int i = 0; i < most && next < Math.abs(allowed); i++, next++) {
                    out.emit(next * splits + index);
                }
                return next < Math.abs(allowed) ? Status.MORE : allowed < 0 ? Status.END : Status.IDLE;
            }

            @Override
            public long position() {
                return next;
            }
        };
    }
}
