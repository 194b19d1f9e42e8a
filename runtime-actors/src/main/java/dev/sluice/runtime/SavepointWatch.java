package dev.sluice.runtime;

import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.protocol.JobUpdate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Waits for savepoints that are on their way. Thread-safe. */
final class SavepointWatch {
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();

    private record Waiting(SavepointStatus accepted, boolean forEnd, CompletableFuture<SavepointStatus> done) {
        /** Whether the answer is known. */
        boolean hear(JobUpdate update) {
            SavepointStatus now = update.savepoint();
            if (now != null && now.requestedAt() == accepted.requestedAt()) {
                if (now.state() == SavepointStatus.State.COMPLETED) {
                    return (!forEnd || update.state().isFinal()) && done.complete(now);
                }
                if (now.state() == SavepointStatus.State.FAILED) {
                    return refuse(now.problem());
                }
            }
            return update.state().isFinal() && refuse("the job has ended");
        }

        private boolean refuse(String reason) {
            return done.completeExceptionally(
                    new JobRefusedException("the savepoint " + accepted.directory() + " was not taken: " + reason));
        }
    }

    /** It is on its way; what is known by now may be the answer already. */
    CompletionStage<SavepointStatus> await(SavepointStatus accepted, boolean forEnd, @Nullable JobUpdate latest) {
        Waiting added = new Waiting(accepted, forEnd, new CompletableFuture<>());
        waiting.add(added);
        SavepointStatus known = latest == null ? null : latest.savepoint();
        if (known != null && known.requestedAt() >= accepted.requestedAt()) {
            hear(Objects.requireNonNull(latest));
        }
        return added.done().minimalCompletionStage();
    }

    /** Something has changed, after {@link #await}. */
    void hear(JobUpdate update) {
        SavepointStatus now = update.savepoint();
        waiting.removeIf(one -> {
            boolean older = now != null && now.requestedAt() < one.accepted().requestedAt();
            return !older && one.hear(update);
        });
    }
}
