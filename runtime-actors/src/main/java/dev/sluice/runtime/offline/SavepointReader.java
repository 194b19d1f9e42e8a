package dev.sluice.runtime.offline;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads a savepoint's state as typed collections, without a job:
 *
 * <pre>{@code
 * try (SavepointReader savepoint = SavepointReader.open(folder)) {
 *     savepoint.operator("totals").keyedBy(String.class).value("total", Long.class)
 *             .forEach((account, total) -> System.out.println(account + " " + total));
 * }
 * }</pre>
 *
 * <p>Collections are streamed: a chunk of at most 4,096 entries is in memory at a time, and each use of a collection
 * reads the savepoint anew. Entries come in no particular order. What is asked for is compared with what there is as in
 * a restore, and classes that have changed are converted.
 *
 * <p>State with a time to live is shown as it is in the savepoint, which does not hold what had expired when it was
 * taken: by the wall clock of then, or the watermark of then, as the state says. What has expired since is shown.
 *
 * <p>For one thread. Damage is reported as an {@link UncheckedIOException} whose message names file and offset.
 */
public final class SavepointReader implements Closeable {
    private final SavepointIndex index;
    private final Set<Class<?>> types = new LinkedHashSet<>();
    private final Set<Entries<?>> open = new HashSet<>();

    private SavepointReader(SavepointIndex index) {
        this.index = index;
    }

    /**
     * @param folder the savepoint
     * @return reads it
     * @throws java.nio.file.NoSuchFileException if it is none
     * @throws IllegalArgumentException if it is in a form that cannot be read without its job; the message says what to
     *     do
     * @throws IOException if it cannot be read, or is damaged
     */
    public static SavepointReader open(Path folder) throws IOException {
        return new SavepointReader(SavepointIndex.read(folder));
    }

    /**
     * Declares classes that are met only as parts of others, as {@link dev.sluice.api.Dataflow#types} does for a job.
     * The classes that are asked for, their packages and what they refer to need no declaration.
     *
     * @param classes the classes
     * @return this
     */
    public SavepointReader types(Class<?>... classes) {
        types.addAll(Arrays.asList(classes));
        return this;
    }

    /** @return the name of the job whose state it is */
    public String job() {
        return index.job().job();
    }

    /** @return into how many key groups its keyed state is divided */
    public int maxParallelism() {
        return index.job().maxParallelism();
    }

    /** @return the uids of the operators that have state, in the order of their definition */
    public List<String> operators() {
        return List.copyOf(index.operators().keySet());
    }

    /**
     * @param uid an operator's uid, or its name if it was given none
     * @return its state
     * @throws IllegalArgumentException if there is no such; the message says what there is
     */
    public OperatorStates operator(String uid) {
        return new OperatorStates(this, index.operator(uid));
    }

    SavepointIndex index() {
        return index;
    }

    Set<Class<?>> types() {
        return types;
    }

    ChunkCursor chunks(String uid, String state, IntPredicate groups) {
        List<SnapshotHandle> all = index.folder().manifest().snapshots();
        return new ChunkCursor(index.folder(), all, uid, state, groups);
    }

    /** A stream over entries, which closes them when it is closed, or with the reader. */
    <T> Stream<T> stream(Entries<T> entries) {
        open.add(entries);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(() -> {
                    open.remove(entries);
                    try {
                        entries.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** Closes it and all streams that were opened. */
    @Override
    public void close() throws IOException {
        for (Entries<?> entries : open) {
            entries.close();
        }
        open.clear();
    }
}
