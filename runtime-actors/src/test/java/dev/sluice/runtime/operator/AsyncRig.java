package dev.sluice.runtime.operator;

import dev.sluice.api.async.AsyncFunction;
import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.FunctionRequests;
import dev.sluice.api.async.Requests;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** An asynchronous operator whose requests a test answers, driven as a chain drives it. */
final class AsyncRig implements AutoCloseable {
    final List<Object> events = new ArrayList<>();
    final List<Asked> asked = new ArrayList<>();
    final Map<String, Long> counters = new HashMap<>();
    final ValueCodec codec = ValueCodec.create(AllowedTypes.builder().build());
    long now = 1_000;
    int wakes;
    final AsyncOperator operator;
    private final Sharing sharing = new Sharing(codec);
    private final Emitter out;
    private final ArrayDeque<Batch> input = new ArrayDeque<>();

    /** A request. */
    record Asked(Object record, CompletableFuture<Collection<Object>> answer) {}

    AsyncRig(AsyncOptions<Object> options) throws Exception {
        this(options, 1024, 0, 1, List.of());
    }

    AsyncRig(AsyncOptions<Object> options, int room, int subtask, int parallelism, List<Chunk> state) throws Exception {
        this(null, options, room, subtask, parallelism, state);
    }

    @SuppressWarnings("unchecked") // the records of these tests are objects
    AsyncRig(
            Requests<?, ?, ?> requests,
            AsyncOptions<Object> options,
            int room,
            int subtask,
            int parallelism,
            List<Chunk> state)
            throws Exception {
        out = new Emitter(room, Set.of(), sharing);
        OperatorContext context = new OperatorContext(
                new TaskInfo("job", "it", subtask, parallelism, 1),
                128,
                new HeapBackend(),
                codec,
                sharing,
                () -> Instant.ofEpochMilli(now),
                name -> n -> counters.merge(name, n, Long::sum),
                () -> wakes++);
        operator = new AsyncOperator(
                requests == null
                        ? new FunctionRequests<>((AsyncFunction<Object, Object>) this::ask)
                        : (Requests<Object, Object, Object>) requests,
                options,
                context);
        state.forEach(operator::restore);
        operator.open();
    }

    CompletableFuture<Collection<Object>> ask(Object record) {
        Asked request = new Asked(record, new CompletableFuture<>());
        asked.add(request);
        return request.answer;
    }

    /** Offers a batch; a record is its own event time. */
    AsyncRig records(long... records) throws Exception {
        return batch(null, records);
    }

    AsyncRig control(Control control) throws Exception {
        return batch(control);
    }

    AsyncRig batch(Control control, long... records) throws Exception {
        Batch batch = new Batch(Math.max(1, records.length));
        for (long record : records) {
            batch.add(record, record);
        }
        batch.control(control);
        input.add(batch);
        return work();
    }

    /** What was offered and is not taken yet. */
    int offered() {
        return input.size();
    }

    AsyncRig at(long time) throws Exception {
        now = time;
        return work();
    }

    /** Answers the oldest open request for a record. */
    AsyncRig answer(long record, Object... results) throws Exception {
        open(record).answer.complete(List.of(results));
        return work();
    }

    AsyncRig refuse(long record, Throwable problem) throws Exception {
        open(record).answer.completeExceptionally(problem);
        return work();
    }

    Asked open(long record) {
        return asked.stream()
                .filter(request -> request.record.equals(record) && !request.answer.isDone())
                .findFirst()
                .orElseThrow();
    }

    List<Object> open() {
        return asked.stream()
                .filter(request -> !request.answer.isDone())
                .map(Asked::record)
                .toList();
    }

    AsyncRig work() throws Exception {
        while (true) {
            if (operator.isReady()) {
                operator.resume(out);
                drain();
                continue;
            }
            Batch batch = input.peek();
            if (batch == null) {
                return this;
            }
            if (batch.hasNext()) {
                if (!operator.hasRoom()) {
                    return this;
                }
                operator.process(0, batch, out);
                continue;
            }
            if (batch.control() instanceof Control.Barrier barrier) {
                events.add(barrier);
            } else if (batch.control() != null) {
                operator.defer(batch.control());
            }
            input.poll();
        }
    }

    private void drain() {
        Batch main = out.main();
        for (int i = 0; i < main.size(); i++) {
            events.add(main.value(i) + "@" + main.timestamps[i]);
        }
        if (main.control() != null) {
            events.add(main.control());
        }
        out.clear();
    }

    List<Chunk> snapshot() throws Exception {
        return MemorySnapshot.write(operator.snapshot(SnapshotRequest.first(1)), codec);
    }

    @Override
    public void close() throws Exception {
        operator.close();
    }
}
