package dev.sluice.runtime.coordinator;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.OperatorOutline;
import dev.sluice.persistence.checkpoint.SavepointWriter;
import dev.sluice.persistence.state.format.NativeChunks;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.savepoint.Snapshots;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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
    private final long requestedAt;
    private volatile SavepointStatus.State state = SavepointStatus.State.IN_PROGRESS;
    private volatile String problem = "";
    private volatile long checkpoint;
    private volatile long bytes;
    private boolean accepted;
    private boolean publishing;
    private @Nullable SavepointWriter folder;

    SavepointOrder(String directory, long requestedAt, ActorRef<StatusReply<JobUpdate>> replyTo, Executor io) {
        this.directory = directory;
        this.requestedAt = requestedAt;
        this.replyTo = replyTo;
        this.io = io;
    }

    SavepointStatus status() {
        return new SavepointStatus(
                directory,
                requestedAt,
                state,
                checkpoint,
                state == SavepointStatus.State.COMPLETED ? bytes : 0,
                problem);
    }

    // ---- the master's ----

    /** It is on its way. */
    void accept(JobUpdate update) {
        accepted = true;
        replyTo.tell(StatusReply.success(update));
    }

    /** It will not be; its folder goes. */
    void fail(String reason) {
        if (!accepted) {
            replyTo.tell(StatusReply.error(reason));
        }
        problem = reason;
        state = SavepointStatus.State.FAILED;
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
        return bytes > 0 && !isCalledOff();
    }

    /** Whether its checkpoint is this one, and what it waits for is that all commit. */
    boolean isUncommitted(long checkpoint) {
        return isWritten() && this.checkpoint == checkpoint && !publishing;
    }

    void done() {
        state = SavepointStatus.State.COMPLETED;
    }

    private boolean isCalledOff() {
        return state == SavepointStatus.State.FAILED;
    }

    // ---- on threads that may block ----

    /** Makes the folder that becomes the savepoint; what is wrong with the directory shows here. */
    synchronized void prepare(String run) throws IOException {
        try {
            Path path = Path.of(directory);
            if (!path.isAbsolute()) {
                throw new IOException("it must be named by an absolute path, since nodes work in folders of their own");
            }
            // Another order may be for the same folder: until one of them is refused both are written beside it.
            folder = SavepointWriter.create(path, run + "-" + requestedAt);
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
        // What the file system says is often but the name of the file.
        boolean bare = e instanceof FileSystemException of && of.getReason() == null;
        return new IOException(what + ": " + (bare ? e : e.getMessage()), e);
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
        CheckpointManifest exported = new Snapshots(
                        header -> !sinks.contains(requirePortable(header).operator()), this::isCalledOff)
                .copy(manifest, store::open, to::begin);
        to.complete(exported);
        checkpoint = manifest.checkpoint();
        bytes = exported.bytes();
    }

    private static ChunkHeader requirePortable(ChunkHeader header) {
        if (NativeChunks.isNative(header)) {
            throw new IllegalStateException("the state backend " + NativeChunks.writer(header)
                    + " was asked for what every backend reads, and wrote the state of operator " + header.operator()
                    + " in a form of its own");
        }
        return header;
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
