package dev.sluice.examples.sets;

import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import java.util.function.LongSupplier;

/** Invents the elements of one producer, at its pace from when it was opened. */
final class ProducerReader implements SourceReader<Append> {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Producers producers;
    private final int producer;
    private final long first;
    private final long end;
    private final double rate;
    private final LongSupplier nanoTime;
    private final long start;
    private long position;

    ProducerReader(Producers producers, int producer, long position, long end, double rate, LongSupplier nanoTime) {
        this.producers = producers;
        this.producer = producer;
        this.first = position;
        this.end = end;
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.position = position;
    }

    @Override
    public Status read(SourceOutput<Append> out, int limit) {
        long until = Math.min(due(), position + limit);
        boolean some = position < until;
        while (position < until) {
            out.emit(Append.of(producers.seed(), producers.lists(), producer, position));
            position++;
        }
        if (position == end) {
            return Status.END;
        }
        return some ? Status.MORE : Status.IDLE;
    }

    /** The position up to which elements are due by now. */
    private long due() {
        if (rate == 0) {
            return end;
        }
        return Math.min(end, first + (long) ((nanoTime.getAsLong() - start) / NANOS_PER_SECOND * rate));
    }

    @Override
    public long position() {
        return position;
    }
}
