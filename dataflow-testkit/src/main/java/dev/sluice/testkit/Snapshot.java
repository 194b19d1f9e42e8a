package dev.sluice.testkit;

import dev.sluice.persistence.checkpoint.Chunk;
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
    private final String fingerprint;
    private final List<Chunk> chunks;
    private final Map<String, List<Split>> sources;
    private final Map<String, Tape.Mark> tapes;
    private final Map<String, Long> counters;

    /** How far one split of a source was, and its subtask. */
    record Split(boolean ended, boolean idle, long watermark, long position) {}

    Snapshot(
            String fingerprint,
            List<Chunk> chunks,
            Map<String, List<Split>> sources,
            Map<String, Tape.Mark> tapes,
            Map<String, Long> counters) {
        this.fingerprint = fingerprint;
        this.chunks = List.copyOf(chunks);
        this.sources = Map.copyOf(sources);
        this.tapes = Map.copyOf(tapes);
        this.counters = Map.copyOf(counters);
    }

    String fingerprint() {
        return fingerprint;
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
