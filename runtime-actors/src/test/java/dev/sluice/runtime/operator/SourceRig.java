package dev.sluice.runtime.operator;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.function.Counter;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.graph.OperatorSpec.EventTime;
import dev.sluice.api.graph.OperatorSpec.SourceSpec;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A source operator by itself, over splits that are filled by a test and at a time that is set by it. A record is its
 * own event time.
 */
final class SourceRig {
    private static final long END = Long.MIN_VALUE + 7;

    final List<String> told = new ArrayList<>();
    SourceOperator operator;
    long now = 1_000;
    private final List<List<Long>> splits = new ArrayList<>();
    private final EventTime eventTime;
    private final long rate;
    private final ValueCodec codec = ValueCodec.create(AllowedTypes.builder().build());
    private final Sharing sharing = new Sharing(codec);
    private final Emitter out = new Emitter(Batch.TARGET, Set.of(), sharing);

    SourceRig(int splits, EventTime eventTime, long rate) throws Exception {
        for (int i = 0; i < splits; i++) {
            this.splits.add(new ArrayList<>());
        }
        this.eventTime = eventTime;
        this.rate = rate;
        operator = open(List.of());
    }

    SourceRig(int splits, EventTime eventTime) throws Exception {
        this(splits, eventTime, Long.MAX_VALUE);
    }

    private SourceOperator open(List<Chunk> state) throws Exception {
        TaskInfo task = new TaskInfo("job", "in", 0, 1, 1);
        OperatorContext context = new OperatorContext(
                task,
                128,
                new HeapBackend(),
                codec,
                sharing,
                () -> Instant.ofEpochMilli(now),
                name -> n -> {},
                () -> {});
        SourceOperator made = new SourceOperator(
                new SourceSpec(new Filled(), eventTime),
                context,
                new Context(task),
                readers -> RateLimiter.of(rate, () -> Instant.ofEpochMilli(now)));
        state.forEach(made::restore);
        made.open();
        return made;
    }

    void fill(int split, long... records) {
        for (long time : records) {
            splits.get(split).add(time);
        }
    }

    void end(int split) {
        splits.get(split).add(END);
    }

    /** Polls once; what came is told as text: a record as its number, a watermark as w and its time... */
    List<String> poll() throws Exception {
        List<String> came = new ArrayList<>();
        operator.poll(out);
        for (int i = 0; i < out.main().size(); i++) {
            came.add(String.valueOf(out.main().value(i)));
        }
        Control control = out.main().control();
        if (control != null) {
            came.add(
                    control instanceof Control.Watermark mark
                            ? "w" + mark.time()
                            : control.getClass().getSimpleName());
        }
        out.clear();
        told.addAll(came);
        return came;
    }

    /** Polls until nothing comes any more, at a time. */
    List<String> drain(long time) throws Exception {
        now = time;
        List<String> all = new ArrayList<>();
        int quiet = 0;
        while (quiet < 2 * splits.size() + 2) {
            List<String> came = poll();
            quiet = came.isEmpty() ? quiet + 1 : 0;
            all.addAll(came);
        }
        return all;
    }

    void restart() throws Exception {
        List<Chunk> state = MemorySnapshot.write(operator.snapshot(SnapshotRequest.first(1)), codec);
        operator.close();
        operator = open(state);
    }

    private final class Filled implements Source<Long> {
        @Override
        public List<Split> splits(int parallelism) {
            return IntStream.range(0, splits.size())
                    .mapToObj(i -> new Split(String.valueOf(i), 0, Long.MAX_VALUE))
                    .toList();
        }

        @Override
        public SourceReader<Long> open(Split split, long position, SourceContext context) {
            return new Reader(splits.get(Integer.parseInt(split.id())), (int) position);
        }
    }

    /** Gives one record at a time, so that splits take turns. */
    private static final class Reader implements SourceReader<Long> {
        private final List<Long> records;
        private int next;

        Reader(List<Long> records, int next) {
            this.records = records;
            this.next = next;
        }

        @Override
        public Status read(SourceOutput<Long> out, int limit) {
            if (next == records.size()) {
                return Status.IDLE;
            }
            long record = records.get(next);
            if (record == END) {
                return Status.END;
            }
            next++;
            if (record < 0) {
                out.emit(record);
            } else {
                out.emit(record, record);
            }
            return Status.MORE;
        }

        @Override
        public long position() {
            return next;
        }
    }

    private record Context(TaskInfo task) implements SourceContext {
        @Override
        public Counter counter(String name) {
            return n -> {};
        }

        @Override
        public <S> S service(Class<S> type) {
            throw new IllegalArgumentException("no services in this test");
        }
    }
}
