package dev.sluice.testkit;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SavepointWriter;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a job held at a barrier: the state of its operators, written as it would be to a checkpoint store, and how far
 * its sources and sinks were. It can be restored any number of times, in any {@link TestFlow} of the same definition
 * and at any parallelism.
 */
public final class Snapshot {
    private static final String WRITER = "testkit";

    private final JobOutline job;
    private final List<Chunk> chunks;
    private final Map<String, List<Split>> sources;
    private final Map<String, Tape.Mark> tapes;
    private final Map<String, Long> counters;

    /** How far one split of a source was, and its subtask. */
    record Split(boolean ended, boolean idle, long watermark, long position) {}

    Snapshot(
            JobOutline job,
            List<Chunk> chunks,
            Map<String, List<Split>> sources,
            Map<String, Tape.Mark> tapes,
            Map<String, Long> counters) {
        this.job = job;
        this.chunks = List.copyOf(chunks);
        this.sources = Map.copyOf(sources);
        this.tapes = Map.copyOf(tapes);
        this.counters = Map.copyOf(counters);
    }

    String fingerprint() {
        return job.fingerprint();
    }

    List<Chunk> chunks() {
        return chunks;
    }

    List<Split> source(String name) {
        return Objects.requireNonNull(sources.get(name));
    }

    Tape.Mark tape(String name) {
        return Objects.requireNonNull(tapes.get(name));
    }

    Map<String, Long> counters() {
        return counters;
    }

    /**
     * Writes what operators hold as a savepoint, to be looked at with
     * {@link dev.sluice.runtime.offline.SavepointReader}, windows, broadcast state and lists of subtasks included, or
     * with {@code sluice state DIR}. How far sources were is not in it, since those were the test's.
     *
     * @param folder where it is to be; what is above it is made
     * @throws UncheckedIOException if something is there, or it cannot be written
     */
    public void writeTo(Path folder) {
        SnapshotAddress address = new SnapshotAddress(WRITER, 1, 1, WRITER, 0);
        try (SavepointWriter savepoint = SavepointWriter.create(folder, WRITER)) {
            SnapshotHandle handle;
            try (PieceWriter state = savepoint.begin(address)) {
                for (Chunk chunk : chunks) {
                    if (!sources.containsKey(chunk.header().operator())) {
                        state.chunk(chunk.header(), chunk.payload(), 0, chunk.payload().length);
                    }
                }
                handle = state.commit();
            }
            savepoint.complete(new CheckpointManifest(WRITER, 1, 1, true, 0, List.of(handle), job));
            savepoint.publish();
        } catch (IOException e) {
            throw new UncheckedIOException("the state of job \"" + job.job() + "\" cannot be written to " + folder, e);
        }
    }

    /** @return how many bytes of state it has, uncompressed */
    public long bytes() {
        return chunks.stream().mapToLong(chunk -> chunk.payload().length).sum();
    }

    /** @return how many entries there are of each state, by the operator's uid, a dot, and the state's name */
    public Map<String, Integer> entries() {
        Map<String, Integer> entries = new TreeMap<>();
        for (Chunk chunk : chunks) {
            entries.merge(
                    chunk.header().operator() + "." + chunk.header().state(),
                    chunk.header().entries(),
                    Integer::sum);
        }
        return entries;
    }

    @Override
    public String toString() {
        return "Snapshot of " + bytes() + " bytes: " + entries();
    }
}
