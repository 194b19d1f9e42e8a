package dev.sluice.runtime.engine;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Splits that count from 0 as far as a test allows, each by itself. A number is its own event time. */
public final class Lanes implements Source<Long> {
    private final List<AtomicLong> allowed;
    private final List<AtomicLong> read;
    private final LongConsumer probe;

    /**
     * @param splits how many
     * @param probe sees each number when it is read
     */
    public Lanes(int splits, LongConsumer probe) {
        allowed = Stream.generate(AtomicLong::new).limit(splits).toList();
        read = Stream.generate(AtomicLong::new).limit(splits).toList();
        this.probe = probe;
    }

    /**
     * @param split which
     * @param upTo how many numbers it may have read altogether
     */
    public void allow(int split, long upTo) {
        allowed.get(split).set(upTo);
    }

    /** @param split ends where it may read to */
    public void end(int split) {
        allowed.get(split).updateAndGet(Math::negateExact);
    }

    /**
     * @param split which
     * @return how many numbers were read
     */
    public long read(int split) {
        return read.get(split).get();
    }

    @Override
    public List<Split> splits(int parallelism) {
        return IntStream.range(0, allowed.size())
                .mapToObj(i -> new Split(String.valueOf(i), 0, Long.MAX_VALUE))
                .toList();
    }

    @Override
    public SourceReader<Long> open(Split split, long position, SourceContext context) {
        int index = Integer.parseInt(split.id());
        return new SourceReader<>() {
            private long next = position;

            @Override
            public Status read(SourceOutput<Long> out, int limit) {
                long upTo = allowed.get(index).get();
                for (int i = 0; i < limit && next < Math.abs(upTo); i++, next++) {
                    probe.accept(next);
                    out.emit(next, next);
                }
                read.get(index).set(next);
                return next < Math.abs(upTo) ? Status.MORE : upTo < 0 ? Status.END : Status.IDLE;
            }

            @Override
            public long position() {
                return next;
            }
        };
    }
}
