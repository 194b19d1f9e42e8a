package dev.sluice.runtime.coordinator;

import akka.actor.typed.javadsl.ActorContext;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.runtime.protocol.MasterMessage;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a master asks of the checkpoint store: on threads that may block, the answers coming back as messages. */
final class CheckpointArchive {
    private final String run;
    private final CheckpointStore store;
    private final Executor io;
    private final ActorContext<MasterMessage> master;
    private final TreeMap<Long, String> rejected = new TreeMap<>();

    CheckpointArchive(String run, CheckpointStore store, Executor io, ActorContext<MasterMessage> master) {
        this.run = run;
        this.store = store;
        this.io = io;
        this.master = master;
    }

    private interface Blocking {
        void run() throws Exception;
    }

    /**
     * Keeps late writers of earlier attempts out, and looks which checkpoints are whole; {@link MasterNote.Listed}
     * follows.
     */
    void list(long epoch) {
        CompletableFuture<MasterNote.Listed> listed = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        store.fence(run, epoch);
                        Set<Long> found = store.completed(run).stream()
                                .map(CheckpointManifest::checkpoint)
                                .collect(Collectors.toSet());
                        return new MasterNote.Listed(found, null);
                    } catch (Exception e) {
                        return new MasterNote.Listed(Set.of(), e.toString());
                    }
                },
                io);
        master.pipeToSelf(
                listed, (note, problem) -> note != null ? note : new MasterNote.Listed(Set.of(), problem.toString()));
    }

    /** Makes a savepoint's folder; {@link MasterNote.SavepointPrepared} follows. */
    void prepare(Handover.Savepoint savepoint) {
        CompletableFuture<@Nullable String> prepared =
                problem(() -> savepoint.order().prepare(run), Exception::getMessage);
        master.pipeToSelf(
                prepared, (problem, thrown) -> new MasterNote.SavepointPrepared(savepoint, orThrown(problem, thrown)));
    }

    /** Gives a savepoint its name; {@link MasterNote.SavepointPublished} follows. */
    void publish(SavepointOrder order) {
        order.publishing();
        master.pipeToSelf(
                problem(order::publish, Exception::getMessage),
                (problem, thrown) -> new MasterNote.SavepointPublished(order, orThrown(problem, thrown)));
    }

    private CompletableFuture<@Nullable String> problem(Blocking action, Function<Exception, @Nullable String> text) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        action.run();
                        return null;
                    } catch (Exception e) {
                        return text.apply(e);
                    }
                },
                io);
    }

    private static @Nullable String orThrown(@Nullable String problem, @Nullable Throwable thrown) {
        return thrown == null ? problem : thrown.toString();
    }

    /** Writes a savepoint, if it is for one, and a manifest; {@link MasterNote.ManifestWritten} follows. */
    void complete(CheckpointManifest manifest, @Nullable SavepointOrder order) {
        CompletableFuture<@Nullable String> written = problem(
                () -> {
                    if (order != null) {
                        order.export(manifest, store);
                    }
                    store.complete(manifest);
                },
                Exception::toString);
        master.pipeToSelf(
                written,
                (problem, thrown) -> new MasterNote.ManifestWritten(
                        manifest.epoch(), manifest.checkpoint(), orThrown(problem, thrown)));
    }

    /** Deletes the checkpoints that are older than the newest and not retained. */
    void retain(MasterState state) {
        Set<Long> retained = state.completed().stream()
                .map(MasterState.Completed::checkpoint)
                .collect(Collectors.toSet());
        long newest = state.newest().orElseThrow().checkpoint();
        inBackground("delete old checkpoints", () -> store.retain(run, retained, newest));
    }

    /**
     * Deletes the checkpoint that was declared whole but does not count, since its attempt ended before that was
     * journaled: sinks withdraw what belongs to it, so nothing may begin from it any more. It can only be the one that
     * was begun last.
     */
    void dropUncounted(MasterState state, Set<Long> found) {
        long last = state.lastCheckpoint();
        boolean counts = rejected.containsKey(last)
                || state.completed().stream().anyMatch(completed -> completed.checkpoint() == last);
        if (found.contains(last) && !counts) {
            Set<Long> others =
                    found.stream().filter(checkpoint -> checkpoint != last).collect(Collectors.toSet());
            inBackground("delete checkpoint " + last, () -> store.retain(run, others, last + 1));
        }
    }

    /** A checkpoint is damaged. It is not deleted at once, since it may be of use to whoever looks for the reason. */
    void rejected(long checkpoint, String reason) {
        rejected.put(checkpoint, reason);
    }

    /** Why the newest of those is not, to be put behind "not usable"; nothing if there are none. */
    String why() {
        Map.Entry<Long, String> newest = rejected.lastEntry();
        return newest == null ? "" : " (checkpoint " + newest.getKey() + ": " + newest.getValue() + ")";
    }

    /** Deletes all checkpoints of the run. */
    void deleteAll() {
        inBackground("delete the run's checkpoints", () -> store.deleteRun(run));
    }

    private void inBackground(String what, Blocking action) {
        io.execute(() -> {
            try {
                action.run();
            } catch (Exception e) {
                master.getSystem().log().warn("run {}: could not {}: {}", run, what, e.toString());
            }
        });
    }
}
