package dev.sluice.persistence.contents;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.DamagedSnapshotException;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.OperatorOutline;
import dev.sluice.persistence.checkpoint.SavepointFolder;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.schema.OperatorSchema;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint holds, operator by operator.
 *
 * @param manifest whose it is and when it was taken
 * @param operators that have state, in the order in which the job defines them
 */
public record SavepointContents(CheckpointManifest manifest, List<OperatorContents> operators) {
    public SavepointContents {
        operators = List.copyOf(operators);
    }

    /**
     * Reads all of it, and so finds any damage; no value is decoded.
     *
     * @param folder the savepoint
     * @return what it holds
     * @throws DamagedSnapshotException if it is not what was written; the message names file and offset
     * @throws IOException if it cannot be read
     */
    public static SavepointContents read(SavepointFolder folder) throws IOException {
        CheckpointManifest manifest = folder.manifest();
        Map<String, Counts> operators = new LinkedHashMap<>();
        JobOutline job = manifest.job();
        Map<String, String> names = new LinkedHashMap<>();
        if (job != null) {
            for (OperatorOutline operator : job.operators()) {
                operators.put(operator.uid(), new Counts());
                names.put(operator.uid(), operator.name());
            }
        }
        for (SnapshotHandle handle : manifest.snapshots()) {
            try (SnapshotReader reader = folder.open(handle)) {
                for (Chunk chunk = reader.next(group -> true); chunk != null; chunk = reader.next(group -> true)) {
                    operators
                            .computeIfAbsent(chunk.header().operator(), uid -> new Counts())
                            .add(chunk);
                }
            }
        }
        return new SavepointContents(
                manifest,
                operators.entrySet().stream()
                        .map(entry -> entry.getValue()
                                .contents(entry.getKey(), names.getOrDefault(entry.getKey(), entry.getKey())))
                        .filter(operator -> !operator.states().isEmpty())
                        .toList());
    }

    /** What was found of one operator so far. */
    private static final class Counts {
        private final Map<String, Count> states = new TreeMap<>();
        private @Nullable OperatorSchema schema;

        void add(Chunk chunk) {
            if (chunk.header().state().equals(OperatorSchema.STATE)) {
                schema = OperatorSchema.parse(chunk.payload()); // all subtasks wrote the same
            } else {
                states.computeIfAbsent(chunk.header().state(), name -> new Count())
                        .add(chunk);
            }
        }

        OperatorContents contents(String uid, String name) {
            return new OperatorContents(
                    uid,
                    name,
                    schema,
                    states.entrySet().stream()
                            .map(state -> state.getValue().contents(state.getKey()))
                            .toList());
        }
    }

    private static final class Count {
        private final BitSet groups = new BitSet();
        private long entries;
        private long bytes;

        void add(Chunk chunk) {
            entries += chunk.header().entries();
            bytes += chunk.payload().length;
            if (chunk.header().keyGroup() != ChunkHeader.NOT_KEYED) {
                groups.set(chunk.header().keyGroup());
            }
        }

        StateContents contents(String name) {
            return new StateContents(name, !groups.isEmpty(), entries, groups.cardinality(), bytes);
        }
    }
}
