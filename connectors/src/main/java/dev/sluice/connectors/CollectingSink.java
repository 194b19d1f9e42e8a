package dev.sluice.connectors;

import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what it is given in memory: for tests, in the JVM that runs the job. It takes part in checkpoints like a sink
 * that keeps transactions in a database, so {@link #committed()} is exactly-once over failures and restarts of the job.
 * One instance serves one sink of a job; hold it outside the definition, which is run once for each subtask.
 * Thread-safe.
 *
 * @param <T> the type of the records
 */
public final class CollectingSink<T> implements Sink<T> {
    private final List<T> written = new ArrayList<>();
    private final Map<String, Batch<T>> prepared = new TreeMap<>();
    private final Map<String, Batch<T>> committed = new TreeMap<>();
    private String run = "";
    private int runs;

    /** Empty at first. */
    public CollectingSink() {}

    /** What a subtask wrote between two barriers. */
    private record Batch<T>(String run, long checkpoint, long attempt, List<T> records) {}

    /**
     * @return the records of all completed checkpoints of the last run, behind what it continues of earlier ones: those
     *     of one subtask and checkpoint are in order, otherwise it is by checkpoint and subtask
     */
    public synchronized List<T> committed() {
        return committed.values().stream()
                .flatMap(batch -> batch.records().stream())
                .toList();
    }

    /**
     * @return every record as it was written, of all attempts and runs: those that an attempt repeats are there again
     */
    public synchronized List<T> all() {
        return List.copyOf(written);
    }

    @Override
    public SinkWriter<T> open(SinkContext context) {
        return new CollectingWriter<>(this, context.task());
    }

    @Override
    public synchronized void recover(SinkContext context, List<byte[]> transactions) {
        List<String> ids = transactions.stream()
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .toList();
        if (!context.run().equals(run)) {
            run = context.run();
            runs++;
            prepared.keySet().retainAll(ids);
            committed.values().removeIf(batch -> !isContinued(batch, context));
        }
        committed
                .values()
                .removeIf(batch -> batch.run().equals(run) && batch.checkpoint() > context.restoredCheckpoint());
        prepared.entrySet()
                .removeIf(entry ->
                        entry.getValue().attempt() < context.task().attempt() && !ids.contains(entry.getKey()));
        ids.forEach(this::commit);
    }

    private static boolean isContinued(Batch<?> batch, SinkContext context) {
        return context.continuedRuns().getOrDefault(batch.run(), -1L) >= batch.checkpoint();
    }

    /** Padded, so that the ids sort by run, then checkpoint, then subtask. */
    synchronized String id(long checkpoint, int subtask, long attempt) {
        return String.format(Locale.ROOT, "%05d-%019d-%05d-%d", runs, checkpoint, subtask, attempt);
    }

    synchronized void written(T record) {
        written.add(record);
    }

    synchronized void prepare(String id, long checkpoint, long attempt, List<T> records) {
        prepared.put(id, new Batch<>(run, checkpoint, attempt, records));
    }

    synchronized void commit(String id) {
        Batch<T> batch = prepared.remove(id);
        if (batch != null) {
            committed.put(id, batch);
        } else if (!committed.containsKey(id)) {
            throw new IllegalStateException(
                    "the transaction " + id
                            + " is unknown: a CollectingSink can go on only in the JVM, and with the instance, that prepared it");
        }
    }
}
