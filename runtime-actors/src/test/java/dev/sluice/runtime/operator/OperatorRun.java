package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.JobDefinition;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.ValueCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An operator on one or several subtasks while it is fed, over restarts. Results are gathered in segments: each
 * watermark and tick begins one, and so do the records after it.
 */
final class OperatorRun implements AutoCloseable {
    private static final Map<Set<String>, ValueCodec> WRITING = new ConcurrentHashMap<>();

    private final JobDefinition job;
    private final String operator;
    private final int capacity;
    private final List<List<Output>> segments = new ArrayList<>();
    private final List<Object> copies = new ArrayList<>();
    private final List<Long> watermarks = new ArrayList<>();
    private final Map<String, Long> counters = new HashMap<>();
    private final ValueCodec writing;
    private List<Instance> subtasks;
    private boolean inItems;
    private boolean muted;
    private long watermark = Long.MIN_VALUE;
    private long now;

    OperatorRun(JobDefinition job, String operator, int capacity) throws Exception {
        this.job = job;
        this.operator = operator;
        this.capacity = capacity;
        subtasks = instances(1, List.of());
        writing = WRITING.computeIfAbsent(
                subtasks.get(0).graph.packages(), p -> subtasks.get(0).writingCodec());
    }

    private List<Instance> instances(int parallelism, List<Chunk> state) throws Exception {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            instances.add(new Instance(
                    job,
                    operator,
                    new Instance.Setting(i, parallelism, capacity, now, this::take, this::passed),
                    state));
        }
        return instances;
    }

    private void take(Output output) {
        if (!muted) {
            segments.get(segments.size() - 1).add(output);
            copies.add(writing.copy(output.value()));
        }
    }

    private void passed(long time) {
        if (!muted && time > watermark) {
            watermark = time;
            watermarks.set(segments.size() - 1, time);
        }
    }

    /** Feeds neighbouring records of one input together. */
    void batches(List<Input> inputs) throws Exception {
        feed(inputs, Integer.MAX_VALUE);
    }

    void singly(List<Input> inputs) throws Exception {
        feed(inputs, 1);
    }

    private void feed(List<Input> inputs, int most) throws Exception {
        List<Input.Item> batch = new ArrayList<>();
        for (Input input : inputs) {
            if (!batch.isEmpty()
                    && (batch.size() == most
                            || !(input instanceof Input.Item item)
                            || item.input() != batch.get(0).input())) {
                items(batch);
                batch.clear();
            }
            if (input instanceof Input.Item item) {
                batch.add(item);
            } else if (input instanceof Input.Watermark mark) {
                begin(false);
                for (Instance subtask : subtasks) {
                    subtask.watermark(mark.time());
                }
            } else if (input instanceof Input.Tick tick) {
                begin(false);
                now = muted ? now : tick.time();
                for (Instance subtask : subtasks) {
                    subtask.tick(tick.time());
                }
            }
        }
        if (!batch.isEmpty()) {
            items(batch);
        }
    }

    private void items(List<Input.Item> batch) throws Exception {
        begin(true);
        for (int i = 0; i < subtasks.size(); i++) {
            List<Input.Item> mine = new ArrayList<>();
            for (Input.Item item : batch) {
                if (subtasks.get(i).owns(item, i, subtasks.size())) {
                    mine.add(item);
                }
            }
            if (!mine.isEmpty()) {
                subtasks.get(i).items(mine);
            }
        }
    }

    /** Whatever waits for answers gets them: its results belong to the segment before. */
    private void settle() throws Exception {
        for (Instance subtask : subtasks) {
            subtask.settle();
        }
    }

    private void begin(boolean items) throws Exception {
        if (!items || !inItems) {
            settle();
        }
        if (!muted && (!items || !inItems)) {
            segments.add(new ArrayList<>());
            watermarks.add(Long.MIN_VALUE);
        }
        inItems = items;
    }

    /** Replaces the operator by a fresh one with its state. */
    void restart(int parallelism, boolean shuffled) throws Exception {
        List<Chunk> state = snapshot();
        if (shuffled) {
            Collections.reverse(state);
        }
        replace(parallelism, state);
    }

    /** Takes a snapshot, lets the operator go on with what comes, and only then writes and restores it. */
    void restartLate(List<Input> rest) throws Exception {
        Instance subtask = subtasks.get(0);
        boolean wereItems = inItems;
        OperatorSnapshot snapshot = subtask.snapshot(SnapshotRequest.first(1));
        muted = true;
        singly(rest);
        muted = false;
        inItems = wereItems;
        replace(1, MemorySnapshot.write(snapshot, writing));
    }

    private void replace(int parallelism, List<Chunk> state) throws Exception {
        close();
        subtasks = instances(parallelism, state);
    }

    List<Chunk> snapshot() throws Exception {
        List<Chunk> chunks = new ArrayList<>();
        for (Instance subtask : subtasks) {
            chunks.addAll(MemorySnapshot.write(subtask.snapshot(SnapshotRequest.first(1)), writing));
        }
        return chunks;
    }

    List<List<Output>> segments() throws Exception {
        settle();
        List<Object> now =
                segments.stream().flatMap(List::stream).map(Output::value).toList();
        assertThat(now).as("what was emitted must not change afterwards").isEqualTo(copies);
        return segments;
    }

    /** The last watermark that went on in each segment. */
    List<Long> watermarks() {
        return watermarks;
    }

    Map<String, Long> counters() {
        Map<String, Long> sum = new HashMap<>(counters);
        subtasks.forEach(subtask -> subtask.counters.forEach((name, n) -> sum.merge(name, n, Long::sum)));
        return sum;
    }

    @Override
    public void close() throws Exception {
        for (Instance subtask : subtasks) {
            subtask.counters.forEach((name, n) -> counters.merge(name, n, Long::sum));
            subtask.close();
        }
        subtasks = List.of();
    }
}
