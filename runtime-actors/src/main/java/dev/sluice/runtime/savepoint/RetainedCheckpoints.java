package dev.sluice.runtime.savepoint;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.runtime.job.RetainedCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Looks for what can be begun from. */
public final class RetainedCheckpoints {
    private RetainedCheckpoints() {}

    /**
     * @param runs whose checkpoints
     * @param store where they are
     * @param io runs what blocks
     * @return by run in the order given, then from the newest
     */
    public static CompletionStage<List<RetainedCheckpoint>> of(List<String> runs, CheckpointStore store, Executor io) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<RetainedCheckpoint> found = new ArrayList<>();
                    for (String run : runs) {
                        for (CheckpointManifest manifest : completed(run, store)) {
                            found.add(new RetainedCheckpoint(
                                    run, manifest.checkpoint(), manifest.completedAt(), manifest.bytes()));
                        }
                    }
                    return found;
                },
                io);
    }

    private static List<CheckpointManifest> completed(String run, CheckpointStore store) {
        try {
            return store.completed(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
