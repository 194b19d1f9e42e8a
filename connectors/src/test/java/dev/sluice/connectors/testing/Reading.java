package dev.sluice.connectors.testing;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.function.OutputTag;
import java.util.ArrayList;
import java.util.List;

/** Reads sources as an engine would, and keeps what they emit. */
public final class Reading<T> implements SourceOutput<T> {
    public final List<T> records = new ArrayList<>();
    public final List<Object> side = new ArrayList<>();
    public final TestTask task = TestTask.first();

    /** All records of all splits, one split after the other. */
    public static <T> List<T> all(Source<T> source, int parallelism) throws Exception {
        Reading<T> reading = new Reading<>();
        for (Split split : source.splits(parallelism)) {
            reading.read(source, split);
        }
        return reading.records;
    }

    public void read(Source<T> source, Split split) throws Exception {
        readOn(source, split, split.start(), Integer.MAX_VALUE, 7);
    }

    /**
     * Reads some of a split from a position on, with a new reader.
     *
     * @return the position after that
     */
    public long readOn(Source<T> source, Split split, long position, int calls, int limit) throws Exception {
        try (SourceReader<T> reader = source.open(split, position, task)) {
            for (int i = 0; i < calls; i++) {
                if (reader.read(this, limit) == SourceReader.Status.END) {
                    break;
                }
            }
            return reader.position();
        }
    }

    @Override
    public void emit(T record) {
        records.add(record);
    }

    @Override
    public void emit(T record, long timestamp) {
        records.add(record);
    }

    @Override
    public <X> void output(OutputTag<X> tag, X record) {
        side.add(record);
    }
}
