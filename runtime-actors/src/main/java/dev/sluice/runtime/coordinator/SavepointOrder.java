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
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
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

    SavepointOrder(String directory, long requestedAt, ActorRef<StatusReply<JobUpdate>> replyTo, Executor io) {
        this.directory = directory;
        this.replyTo = replyTo;
        this.io = io;
        status = new SavepointStatus(directory, requestedAt, SavepointStatus.State.IN_PROGRESS, 0, 0, "");
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
        status = new SavepointStatus(
                directory, status.requestedAt(), SavepointStatus.State.FAILED, status.checkpoint(), 0, reason);
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

    /** Whether its checkpoint is this one, and what it waits for is that all commit. */
    boolean isUncommitted(long checkpoint) {
        return isWritten() && status.checkpoint() == checkpoint && !publishing;
    }

    void done() {
        status = new SavepointStatus(
                directory,
                status.requestedAt(),
                SavepointStatus.State.COMPLETED,
                status.checkpoint(),
                status.bytes(),
                "");
    }

    // ---- on threads that may block ----

    /** Makes the folder that becomes the savepoint; what is wrong with the directory shows here. */
    synchronized void prepare(String run) throws IOException {
        try {
            Path path = Path.of(directory);
            if (!path.isAbsolute()) {
                throw new IOException("it must be named by an absolute path, since nodes work in folders of their own");
            }
            folder = SavepointWriter.create(path, run);
        } catch (InvalidPathException e) {
            throw new IOException("\"" + directory + "\" is no path: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private IOException unusable(IOException e) {
        String what = "a savepoint cannot be written to " + directory;
        if (e instanceof DirectoryNotEmptyException) {
            return new IOException(what + ": the folder is not empty; name one that does not exist yet", e);
        }
        if (e instanceof FileAlreadyExistsException) {
            return new IOException(what + ": that is a file; name a folder that does not exist yet", e);
        }
        if (e instanceof AccessDeniedException) {
            return new IOException(
                    what + ": the user " + System.getProperty("user.name") + " of the coordinating node may not write "
                            + e.getMessage(),
                    e);
        }
        return new IOException(what + ": " + e.getMessage(), e);
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
                directory,
                status.requestedAt(),
                SavepointStatus.State.IN_PROGRESS,
                manifest.checkpoint(),
                exported.bytes(),
                "");
    }

    /** Gives the folder its name. */
    synchronized void publish() throws IOException {
        if (folder == null) {
            throw new CancellationException("it was called off");
        }
        try {
            folder.publish();
        } catch (IOException e) {
            throw unusable(e);
        }
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
