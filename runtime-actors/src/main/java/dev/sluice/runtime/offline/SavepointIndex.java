package dev.sluice.runtime.offline;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.SavepointFolder;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.schema.OperatorSchema;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.format.NativeChunks;
import dev.sluice.runtime.operator.StateParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which operators a savepoint holds and of what types their state is. Made in one pass in which nothing that is kept by
 * key is decompressed.
 */
record SavepointIndex(Path directory, SavepointFolder folder, JobOutline job, Map<String, OperatorIndex> operators) {

    static SavepointIndex read(Path directory) throws IOException {
        SavepointFolder folder = SavepointFolder.open(directory);
        CheckpointManifest manifest = folder.manifest();
        JobOutline job = manifest.job();
        if (job == null) {
            throw new IllegalArgumentException(directory + " was written by an older release, which did not note the"
                    + " number of key groups: resume its own run, and take a savepoint of that");
        }
        Map<String, Found> found = new LinkedHashMap<>();
        job.operators().forEach(operator -> found.put(operator.uid(), new Found()));
        ValueCodec codec = ValueCodec.create(AllowedTypes.builder().build());
        for (SnapshotHandle handle : manifest.snapshots()) {
            try (SnapshotReader reader = folder.open(handle)) {
                for (Chunk chunk = reader.next(group -> isUnkeyed(group));
                        chunk != null;
                        chunk = reader.next(group -> isUnkeyed(group))) {
                    if (NativeChunks.isNative(chunk.header())) {
                        throw new IllegalArgumentException(directory + " holds state in the form of the state backend "
                                + NativeChunks.writer(chunk.header())
                                + ", which only that reads: take a savepoint of the job, and read that");
                    }
                    found.computeIfAbsent(chunk.header().operator(), uid -> new Found())
                            .add(chunk, codec);
                }
            }
        }
        Map<String, OperatorIndex> operators = new LinkedHashMap<>();
        found.forEach((uid, parts) -> {
            if (parts.any) {
                operators.put(uid, parts.index(uid));
            }
        });
        return new SavepointIndex(directory, folder, job, operators);
    }

    private static boolean isUnkeyed(int group) {
        return group <= ChunkHeader.NOT_KEYED;
    }

    OperatorIndex operator(String uid) {
        OperatorIndex operator = operators.get(uid);
        if (operator == null) {
            throw new IllegalArgumentException("savepoint " + directory + " holds no state of an operator \"" + uid
                    + "\", only of " + String.join(", ", operators.keySet()));
        }
        return operator;
    }

    /** What was found of one operator so far. */
    private static final class Found {
        private final Map<String, StateParts.Declared> declared = new LinkedHashMap<>();
        private final TreeSet<String> unkeyed = new TreeSet<>();
        private @Nullable OperatorSchema schema;
        private @Nullable Long watermark;
        private boolean any;

        void add(Chunk chunk, ValueCodec codec) {
            any = true;
            String state = chunk.header().state();
            unkeyed.add(state);
            declared.putAll(StateParts.declared(chunk, codec));
            if (state.equals(OperatorSchema.STATE)) {
                schema = OperatorSchema.parse(chunk.payload()); // all subtasks wrote the same
            } else if (state.equals(StateParts.WATERMARK)) {
                long time = StateParts.watermark(chunk);
                watermark = watermark == null ? time : Math.min(watermark, time);
            }
        }

        OperatorIndex index(String uid) {
            return new OperatorIndex(uid, schema, declared, unkeyed, watermark);
        }
    }
}
