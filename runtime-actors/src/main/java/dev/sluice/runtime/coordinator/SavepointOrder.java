package dev.sluice.runtime.coordinator;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.OperatorOutline;
import dev.sluice.persistence.checkpoint.SavepointWriter;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.savepoint.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A savepoint that somebody asked for. Its folder is made before the checkpoint that it will be a copy of, which is not
 * complete before it is written, and gets its name when what belongs to it is committed: so no transactions are in it,
 * and whoever starts from it, however often, commits nothing twice.
 *
 * <p>What concerns the folder is called by threads that may block, the rest by the master.
 */
final class SavepointOrder {
    private static final Logger LOG = LoggerFactory.getLogger(SavepointOrder.class);

    private final String directory;
    private final ActorRef<StatusReply<JobUpdate>> replyTo;
    private final Executor io;
    private volatile SavepointStatus status;
    private volatile boolean abandoned;
    private boolean accepted;
    private boolean publishing;
    private @Nullable SavepointWriter folder;

    SavepointOrder(String directory, ActorRef<StatusReply<JobUpdate>> replyTo, Executor io) {
        this.directory = directory;
        this.replyTo = replyTo;
        this.io = io;
        status = new SavepointStatus(directory, SavepointStatus.State.IN_PROGRESS, 0, 0, "");
    }

    SavepointStatus status() {
        return status;
    }

    // ---- the master's ----

    /** It is on its way. */
    void accept(JobUpdate update) {
        accepted = true;
        replyTo.tell(StatusReply.success(update));
    }

    /** It will not be; its folder goes. */
    void fail(String reason) {
        abandoned = true;
        if (!accepted) {
            replyTo.tell(StatusReply.error(reason));
        }
        status = new SavepointStatus(directory, SavepointStatus.State.FAILED, status.checkpoint(), 0, reason);
        io.execute(this::abandon);
    }

    /** From now on it cannot be called off. */
    void publishing() {
        publishing = true;
    }

    boolean isPublishing() {
        return publishing;
    }

    /** Whether only its name is missing. */
    boolean isWritten() {
        return status.bytes() > 0 && !abandoned;
    }

    void done() {
        status = new SavepointStatus(
                directory, SavepointStatus.State.COMPLETED, status.checkpoint(), status.bytes(), "");
    }

    // ---- on threads that may block ----

    /** Makes the folder that becomes the savepoint; what is wrong with the directory shows here. */
    synchronized void prepare(String run) throws IOException {
        Path path = Path.of(directory);
        if (!path.isAbsolute()) {
            throw new IOException("an absolute path is needed");
        }
        folder = SavepointWriter.create(path, run);
    }

    /**
     * Copies the snapshots of a checkpoint, without the transactions of its sinks.
     *
     * @throws CancellationException if it was called off
     */
    synchronized void export(CheckpointManifest manifest, CheckpointStore store) throws IOException {
        SavepointWriter to = folder;
        if (to == null) {
            throw new CancellationException("it was called off");
        }
        JobOutline job = manifest.job();
        Set<String> sinks = job == null
                ? Set.of()
                : job.operators().stream()
                        .filter(OperatorOutline::sink)
                        .map(OperatorOutline::uid)
                        .collect(Collectors.toSet());
        CheckpointManifest exported = new Snapshots(header -> !sinks.contains(header.operator()), () -> abandoned)
                .copy(manifest, store::open, to::begin);
        to.complete(exported);
        status = new SavepointStatus(
                directory, SavepointStatus.State.IN_PROGRESS, manifest.checkpoint(), exported.bytes(), "");
    }

    /** Gives the folder its name. */
    synchronized void publish() throws IOException {
        if (folder == null) {
            throw new CancellationException("it was called off");
        }
        folder.publish();
    }

    /** Deletes the folder, unless it has its name. */
    private synchronized void abandon() {
        SavepointWriter unwanted = folder;
        folder = null;
        if (unwanted != null) {
            try {
                unwanted.close();
            } catch (IOException e) {
                LOG.warn("what was written of the savepoint {} could not be deleted", directory, e);
            }
        }
    }
}
