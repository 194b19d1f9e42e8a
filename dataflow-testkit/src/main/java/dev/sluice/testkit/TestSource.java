package dev.sluice.testkit;

import dev.sluice.api.function.OutputTag;
import dev.sluice.runtime.inline.InlineJob;
import dev.sluice.runtime.task.InlineTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that a test feeds instead of the one of the job. Records get their event time and watermarks as the
 * definition says behind the source ({@code .eventTime(...)}). Each record, and what follows from it, is through before
 * the next one is read, so a watermark follows each record: {@code emit(a, b)} is the same as {@code emit(a)} and
 * {@code emit(b)}.
 *
 * @param <T> the type of the records
 */
public final class TestSource<T> {
    private final TestFlow flow;
    private final String name;
    private final Feed feed;
    private final Class<T> type;
    private final int split;

    TestSource(TestFlow flow, String name, Feed feed, Class<T> type) {
        this(flow, name, feed, type, -1);
    }

    private TestSource(TestFlow flow, String name, Feed feed, Class<T> type, int split) {
        this.flow = flow;
        this.name = name;
        this.feed = feed;
        this.type = type;
        this.split = split;
    }

    /**
     * @param index which split, from 0; see {@link TestFlowBuilder#splits}
     * @return that split alone, to be fed and ended
     */
    public TestSource<T> split(int index) {
        if (index < 0 || index >= feed.lanes().size()) {
            throw new IllegalArgumentException("source \"" + name + "\" has "
                    + feed.lanes().size()
                    + " splits, numbered from 0, and no split " + index + ": say how many with .splits(\"" + name
                    + "\", number)");
        }
        return new TestSource<>(flow, name, feed, type, index);
    }

    /**
     * Reads records, from the first split unless {@link #split} says otherwise.
     *
     * @param records in order
     * @throws OperatorFailedException if a function fails
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final void emit(T... records) {
        emitAll(Arrays.asList(records));
    }

    /** @param records as {@link #emit} */
    public void emitAll(Iterable<? extends T> records) {
        for (T record : records) {
            add(record, Timestamped.NO_TIMESTAMP, null);
        }
    }

    /**
     * Reads records with timestamps of the source's own, as some sources give them. Where the definition says how event
     * time is read off the record, that counts and not this.
     *
     * @param time the event time of all of them
     * @param records in order
     */
    @SafeVarargs
    public final void emitAt(Instant time, T... records) {
        for (T record : records) {
            add(record, time.toEpochMilli(), null);
        }
    }

    /**
     * Puts a record into a side output of the source, for example a dead letter.
     *
     * @param tag the side output
     * @param record the record
     * @param <X> the type of the side output
     */
    public <X> void output(OutputTag<X> tag, X record) {
        flow.operator(name).sideOutput(tag); // refuses what nothing reads
        feed(record, Timestamped.NO_TIMESTAMP, tag);
    }

    private void add(T record, long timestamp, @Nullable OutputTag<?> tag) {
        if (!type.isInstance(record)) {
            throw new IllegalArgumentException(
                    "source \"" + name + "\" is to be fed with " + type.getName() + ", not " + record);
        }
        feed(record, timestamp, tag);
    }

    private void feed(Object record, long timestamp, @Nullable OutputTag<?> tag) {
        flow.step(job -> {
            Lane lane = feed.lanes().get(Math.max(0, split));
            if (lane.ended()) {
                throw new IllegalStateException("source \"" + name + "\" has ended, and cannot emit " + record);
            }
            lane.add(record, timestamp, tag);
        });
    }

    /**
     * Announces that event time has come to a point, whatever the definition says of watermarks.
     *
     * @param time event time: no record with this time or an earlier one is expected any more
     * @throws IllegalArgumentException if the source had announced a later time already
     */
    public void watermark(Instant time) {
        flow.step(job -> {
            for (InlineTask reader : readers(job, "watermark")) {
                if (reader.announcedWatermark() > time.toEpochMilli()) {
                    throw new IllegalArgumentException("the watermark of source \"" + name + "\" is "
                            + Instant.ofEpochMilli(reader.announcedWatermark()) + " and cannot go back to " + time);
                }
                reader.watermark(time.toEpochMilli());
            }
        });
    }

    /** Announces that nothing comes for the time being: until its next record it holds back no event time. */
    public void idle() {
        flow.step(job -> readers(job, "idle").forEach(InlineTask::idle));
    }

    /** Reads to the end: of the source, or of one {@link #split}. Ending again does nothing. */
    public void end() {
        flow.step(job -> lanes().forEach(Lane::end));
    }

    /**
     * @return how many records it has read. After a restore it is what it was at the snapshot, so whoever keeps the
     *     records in a list knows where to go on
     */
    public long position() {
        return lanes().stream().mapToLong(Lane::position).sum();
    }

    private List<Lane> lanes() {
        return split < 0 ? feed.lanes() : List.of(feed.lanes().get(split));
    }

    /** The subtasks that have something to read. */
    private List<InlineTask> readers(InlineJob job, String what) {
        if (split >= 0) {
            throw new IllegalStateException("." + what + "() is said by source \"" + name
                    + "\" as a whole: what a split has comes from its records");
        }
        List<InlineTask> readers = new ArrayList<>();
        List<InlineTask> subtasks = job.source(name);
        for (int i = 0; i < feed.lanes().size(); i++) {
            InlineTask reader = subtasks.get(i % subtasks.size());
            if (!feed.lanes().get(i).ended() && !readers.contains(reader)) {
                readers.add(reader);
            }
        }
        if (readers.isEmpty()) {
            throw new IllegalStateException("source \"" + name + "\" has ended");
        }
        return readers;
    }

    @Override
    public String toString() {
        return "source \"" + name + "\"";
    }
}
