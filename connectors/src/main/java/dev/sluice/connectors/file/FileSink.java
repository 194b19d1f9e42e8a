package dev.sluice.connectors.file;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes a directory of files, exactly once.
 *
 * <p>Each subtask writes a hidden file; a checkpoint closes it, makes it durable and renames it to a pending one, still
 * hidden; when the checkpoint is complete it gets its final name, at once and whole. Readers that leave hidden files
 * alone see committed records only, each once, however often the job fails. A checkpoint without records makes no file.
 *
 * <p>The directory holds the results of one run. What an earlier run of the same job and sink has committed stays until
 * the new run commits its first file, or, if it has no results at all, until it has finished: so a run that fails early
 * loses nothing, and an empty result is empty. Files of other jobs and other sinks, and all other files, are never
 * touched. A run that began from a savepoint or checkpoint of an earlier one continues its results: what that one has
 * committed up to there stays, what it committed later goes as soon as this one commits. Two runs of a job must not
 * write to a directory at the same time.
 *
 * @param <T> the type of the records
 */
public final class FileSink<T> implements Sink<T> {
    private final Path directory;
    private final String extension;
    private final Supplier<? extends RecordEncoder<T>> encoders;

    private FileSink(Path directory, String extension, Supplier<? extends RecordEncoder<T>> encoders) {
        this.directory = directory;
        this.extension = extension;
        this.encoders = encoders;
    }

    /**
     * @param directory is made if it does not exist
     * @param extension what the names of committed files end in: small letters, without the dot
     * @param encoders makes an encoder for each subtask
     * @param <T> the type of the records
     * @return the sink
     */
    public static <T> FileSink<T> of(Path directory, String extension, Supplier<? extends RecordEncoder<T>> encoders) {
        return new FileSink<>(directory, extension, encoders);
    }

    @Override
    public SinkWriter<T> open(SinkContext context) throws PermanentException {
        return new FileSinkWriter<>(usable(context), context.task(), encoders.get());
    }

    @Override
    public void recover(SinkContext context, List<byte[]> transactions) throws IOException, PermanentException {
        SinkDirectory files = usable(context);
        List<SinkTransaction.Part> parts = new ArrayList<>();
        Set<String> kept = new HashSet<>();
        for (byte[] transaction : transactions) {
            SinkTransaction.Part part = SinkTransaction.Part.decode(transaction);
            parts.add(part);
            kept.add(part.pending());
            kept.add(part.committed());
        }
        files.remove((name, known) -> !kept.contains(name) && isLeftOver(known, context));
        for (SinkTransaction.Part part : parts) {
            files.commit(part);
        }
    }

    /**
     * Committed files of later checkpoints than the restored one will be written again. Hidden files of earlier
     * attempts and runs have nobody left to commit them. Those of the attempt that begins belong to other subtasks that
     * may already write.
     */
    private static boolean isLeftOver(SinkFiles.Known known, SinkContext context) {
        if (known.committed()) {
            return known.ofThisRun() && known.checkpoint() > context.restoredCheckpoint();
        }
        return !known.ofThisRun() || known.attempt() < context.task().attempt();
    }

    @Override
    public void finish(SinkContext context) throws IOException, PermanentException {
        SinkDirectory files = usable(context);
        files.removeOtherRuns();
        // An attempt that was ended while it prepared may have done so after its successor looked for left-overs.
        files.remove((name, known) -> !known.committed() && isLeftOver(known, context));
    }

    private SinkDirectory usable(SinkContext context) throws PermanentException {
        SinkDirectory files = new SinkDirectory(directory, context, extension);
        files.ensureUsable();
        return files;
    }
}
