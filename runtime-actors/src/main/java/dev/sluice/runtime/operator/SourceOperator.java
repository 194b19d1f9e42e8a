package dev.sluice.runtime.operator;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.graph.OperatorSpec.EventTime;
import dev.sluice.api.graph.OperatorSpec.SourceSpec;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads splits, in turn and batch by batch, so that event time advances in all of them together: the watermark is the
 * minimum over the splits that are neither silent nor read to their end. The positions are its state.
 */
public final class SourceOperator implements Operator {
    private static final String SPLITS = "splits";

    /**
     * How many records are read at a time: few enough that they are in the first-level cache while the chain works on
     * them. Channels gather full batches of them.
     */
    private static final int READ = 256;

    private static final int READS_PER_WATERMARK = 4 * Batch.TARGET / READ;

    /** A source that has nothing is asked again soon, and then less and less often. */
    private static final long SHORTEST_PAUSE = 50_000;

    private static final long LONGEST_PAUSE = 1_000_000;

    /** One that had nothing so often in a row (about a second) does not disturb the others of its node by asking. */
    private static final int DROWSY_AFTER = 1_000;

    private static final long PAUSE_DROWSY = 10_000_000;

    /** And one that had nothing for another ten seconds still less. */
    private static final int ASLEEP_AFTER = 2_000;

    private static final long PAUSE_ASLEEP = 50_000_000;

    private final Source<Object> source;
    private final @Nullable EventTime eventTime;
    private final boolean fresh;
    private final OperatorContext context;
    private final SourceContext sourceContext;
    private final IntFunction<RateLimiter> limiters;
    private final List<SplitPosition> restored = new ArrayList<>();
    private final List<OpenSplit> splits = new ArrayList<>();
    private SourceWatermarks watermarks;
    private int readsWithout;
    private boolean wasRestored;
    private boolean ended;
    private boolean draining;
    private int turn;
    private long pause = SHORTEST_PAUSE;
    private int emptyInRow;
    private RateLimiter limiter = RateLimiter.UNLIMITED;

    /** A split that this subtask reads. */
    private static final class OpenSplit {
        final int index;
        final Split split;
        final SourceReader<Object> reader;
        boolean done;

        OpenSplit(int index, Split split, SourceReader<Object> reader, boolean done) {
            this.index = index;
            this.split = split;
            this.reader = reader;
            this.done = done;
        }
    }

    /**
     * @param spec what is read
     * @param context where it runs
     * @param sourceContext the same for the connector
     * @param limiters how fast it may read, by how many of the source's subtasks have something to read
     */
    @SuppressWarnings("unchecked") // the definition's types fit together
    public SourceOperator(
            SourceSpec spec, OperatorContext context, SourceContext sourceContext, IntFunction<RateLimiter> limiters) {
        source = (Source<Object>) spec.source();
        fresh = source.freshRecords();
        eventTime = spec.eventTime();
        this.context = context;
        this.sourceContext = sourceContext;
        this.limiters = limiters;
        watermarks = new SourceWatermarks(eventTime, 0, context.clock());
    }

    /** Finds and opens the splits. Called on a thread that may block. */
    @Override
    public void open() throws Exception {
        int parallelism = context.task().parallelism();
        List<SplitPosition> all = wasRestored ? restored : SplitPosition.begin(source.splits(parallelism));
        all.sort(Comparator.comparingInt(SplitPosition::index));
        List<SplitPosition> own = all.stream()
                .filter(position ->
                        position.index() % parallelism == context.task().subtask())
                .toList();
        watermarks = new SourceWatermarks(eventTime, own.size(), context.clock());
        for (SplitPosition position : own) {
            watermarks.restore(splits.size(), position.progress());
            if (position.done()) {
                watermarks.finished(splits.size());
            }
            splits.add(open(position));
        }
        limiter = limiters.apply(Math.max(1, Math.min(parallelism, all.size())));
    }

    private OpenSplit open(SplitPosition position) throws Exception {
        SourceReader<Object> reader = position.done()
                ? new ReadToTheEnd(position.position())
                : source.open(position.split(), position.position(), sourceContext);
        return new OpenSplit(position.index(), position.split(), reader, position.done());
    }

    /**
     * Reads a batch.
     *
     * @param out an empty emitter
     * @return whether anything is in it; if not, {@link #pauseNanos} tells when to try again
     * @throws Exception what the connector throws
     */
    public boolean poll(Emitter out) throws Exception {
        if (ended) {
            return false;
        }
        if (draining) {
            ended = true;
            out.main().control(new Control.EndOfInput());
            return true;
        }
        watermarks.askGenerators();
        int limit = limiter.acquire(READ);
        if (limit > 0) {
            Output output = new Output(out);
            for (int tried = 0; tried < splits.size() && out.main().size() == 0; tried++) {
                read(turn++ % splits.size(), output, limit);
            }
            limiter.giveBack(limit - out.main().size());
        }
        announce(out);
        if (out.isEmpty()) {
            return nothing();
        }
        pause = SHORTEST_PAUSE;
        emptyInRow = 0;
        return true;
    }

    private boolean nothing() {
        if (emptyInRow >= ASLEEP_AFTER) {
            pause = PAUSE_ASLEEP;
        } else {
            pause = ++emptyInRow < DROWSY_AFTER ? Math.min(2 * pause, LONGEST_PAUSE) : PAUSE_DROWSY;
        }
        return false;
    }

    private void read(int i, Output output, int limit) throws Exception {
        OpenSplit split = splits.get(i);
        if (split.done || watermarks.isHeldBack(i)) {
            return;
        }
        Batch batch = output.emitter.main();
        int before = batch.size();
        SourceReader.Status status = split.reader.read(output, limit);
        if (batch.size() > before) {
            watermarks.read(i, batch, before);
        } else {
            watermarks.nothing(i);
        }
        if (status == SourceReader.Status.END) {
            split.done = true;
            split.reader.close();
            watermarks.finished(i);
        }
    }

    private void announce(Emitter out) {
        Batch batch = out.main();
        if (watermarks.isFinished()) {
            ended = true;
            batch.control(new Control.EndOfInput());
        } else {
            batch.control(watermarks.announce(batch.size() == 0, watermarks.hasNews() && isDue(batch)));
        }
    }

    /** A watermark cuts the receivers' batches short, so while there is a backlog only every fourth batch has one. */
    private boolean isDue(Batch batch) {
        if (batch.size() < READ || ++readsWithout == READS_PER_WATERMARK) {
            readsWithout = 0;
            return true;
        }
        return false;
    }

    @Override
    public void onBackpressure(boolean blocked) {
        watermarks.backpressure(blocked);
    }

    /** @return how often the sources of its group are to be told where it is, in milliseconds; 0: it has no group */
    public long alignmentMillis() {
        return watermarks.alignmentMillis();
    }

    /** @return its own watermark, which may not have been sent yet */
    public long watermark() {
        return watermarks.combined();
    }

    /** @return whether it is neither idle nor at its end */
    public boolean isActive() {
        return watermarks.isActive();
    }

    /**
     * Has it wait for the others of its group.
     *
     * @param othersMinimum the smallest watermark of those that are active; {@code Long.MAX_VALUE}: none is
     */
    public void align(long othersMinimum) {
        watermarks.align(othersMinimum);
    }

    /** Has it read no more: the next poll says that the input has ended. Its positions stay where they are. */
    public void drain() {
        draining = true;
    }

    /** @return nanoseconds after which to poll again after there was nothing, or {@code Long.MAX_VALUE} at the end */
    public long pauseNanos() {
        return ended ? Long.MAX_VALUE : pause;
    }

    @Override
    public void process(int input, Batch in, Emitter out) {
        throw new IllegalStateException("a source has no input");
    }

    @Override
    public OperatorSnapshot snapshot(SnapshotRequest request) {
        List<OperatorSnapshot> parts = new ArrayList<>();
        for (int i = 0; i < splits.size(); i++) {
            OpenSplit split = splits.get(i);
            SplitPosition position = new SplitPosition(
                    split.index, split.split, split.reader.position(), watermarks.progress(i), split.done);
            parts.add(OperatorState.of(SPLITS, position.encode()));
        }
        // Tells "no splits" from "never started" when it is restored.
        parts.add(OperatorState.of(SPLITS, SplitPosition.NONE));
        return OperatorSnapshot.of(parts);
    }

    @Override
    public void restore(Chunk chunk) {
        wasRestored = true;
        if (chunk.payload().length > 0) {
            restored.add(SplitPosition.decode(chunk.payload()));
        }
    }

    @Override
    public @Nullable String activity() {
        Object failed = watermarks.failed();
        return failed == null ? null : failed.toString();
    }

    @Override
    public void close() throws Exception {
        for (OpenSplit split : splits) {
            split.reader.close();
        }
    }

    /** Stands in for the reader of a split that was read to its end before a restart. */
    private record ReadToTheEnd(long position) implements SourceReader<Object> {
        @Override
        public Status read(SourceOutput<Object> out, int limit) {
            return Status.END;
        }
    }

    private final class Output implements SourceOutput<Object> {
        private final Emitter emitter;

        Output(Emitter emitter) {
            this.emitter = emitter;
        }

        @Override
        public void emit(Object record) {
            emit(record, Batch.NO_TIMESTAMP);
        }

        @Override
        public void emit(Object record, long timestamp) {
            if (fresh) {
                emitter.forward(record, timestamp);
            } else {
                emitter.emit(record, timestamp);
            }
        }

        @Override
        public <X> void output(OutputTag<X> tag, X record) {
            emitter.emit(tag, record, Batch.NO_TIMESTAMP);
        }
    }
}
