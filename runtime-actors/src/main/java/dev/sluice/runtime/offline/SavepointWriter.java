package dev.sluice.runtime.offline;

import dev.sluice.api.Parameters;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.SavepointFolder;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.RestartPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a savepoint that a job begins from, out of bounded streams, another savepoint, or both:
 *
 * <pre>{@code
 * SavepointWriter.newSavepoint("payments")
 *         .withOperator("totals", flow -> flow.source("old", CsvFiles.read(file, Balance.class))
 *                 .keyBy(Balance::account)
 *                 .process(new LoadTotals()))
 *         .write(folder);
 * }</pre>
 *
 * <p>An operator is filled by a job of the engine, in this process: any operator with state will do, as long as it
 * keeps the same states by the same names and types as the one that is to begin from it, which may be itself. No time
 * comes to it: timers are kept and not fired, windows stay open, and nothing is late. What it emits goes nowhere.
 *
 * <p>The savepoint is canonical: a job begins from it at any parallelism and with any state backend. Not thread-safe.
 */
public final class SavepointWriter {
    /** Checkpoints of a bootstrap would only cost time: one that fails is begun anew. */
    private static final Duration NEVER = Duration.ofDays(20);

    private final String job;
    private final int maxParallelism;
    private final @Nullable SavepointIndex existing;

    /** By the uids of the existing savepoint, those of the one that is written. */
    private final Map<String, String> kept = new LinkedHashMap<>();

    private final List<String> added = new ArrayList<>();
    private final List<Bootstrap> bootstraps = new ArrayList<>();

    private SavepointWriter(String job, int maxParallelism, @Nullable SavepointIndex existing) {
        this.job = job;
        this.maxParallelism = maxParallelism;
        this.existing = existing;
        if (existing != null) {
            existing.operators().keySet().forEach(uid -> kept.put(uid, uid));
        }
    }

    /**
     * A savepoint with nothing in it, for a job with as many key groups as jobs have by default.
     *
     * @param job the job's name, for people: a job of any name may begin from it
     * @return this
     */
    public static SavepointWriter newSavepoint(String job) {
        return newSavepoint(job, JobGraph.DEFAULT_MAX_PARALLELISM);
    }

    /**
     * A savepoint with nothing in it.
     *
     * @param job the job's name, for people: a job of any name may begin from it
     * @param maxParallelism how many key groups the job has, as it says with {@code flow.maxParallelism}
     * @return this
     */
    public static SavepointWriter newSavepoint(String job, int maxParallelism) {
        return new SavepointWriter(job, maxParallelism, null);
    }

    /**
     * What another savepoint holds, which stays as it is.
     *
     * @param folder the other savepoint, which must be there until this one is written
     * @return this
     * @throws java.nio.file.NoSuchFileException if it is none
     * @throws IOException if it cannot be read, or is damaged
     */
    public static SavepointWriter fromExistingSavepoint(Path folder) throws IOException {
        SavepointIndex index = SavepointIndex.read(folder);
        return new SavepointWriter(index.job().job(), index.job().maxParallelism(), index);
    }

    /**
     * Adds the state of an operator.
     *
     * @param uid by which the job finds it
     * @param bootstrap fills it
     * @return this
     * @throws IllegalArgumentException if there is state of such an operator already
     * @throws dev.sluice.api.graph.DefinitionException if the bootstrap cannot be run
     */
    public SavepointWriter withOperator(String uid, Bootstrap bootstrap) {
        requireFree(uid);
        new BootstrapJob(uid, maxParallelism, bootstrap); // refuses what cannot be run
        added.add(uid);
        bootstraps.add(bootstrap);
        return this;
    }

    /**
     * Leaves the state of an operator out.
     *
     * @param uid its uid in the existing savepoint
     * @return this
     * @throws IllegalArgumentException if there is no such
     */
    public SavepointWriter removeOperator(String uid) {
        kept.remove(requireExisting(uid));
        return this;
    }

    /**
     * Has the state of an operator found by another uid.
     *
     * @param uid its uid in the existing savepoint
     * @param newUid the one that the job has
     * @return this
     * @throws IllegalArgumentException if there is no such, or the new uid is taken
     */
    public SavepointWriter changeOperatorIdentifier(String uid, String newUid) {
        String old = requireExisting(uid);
        requireFree(newUid);
        kept.put(old, newUid);
        return this;
    }

    private String requireExisting(String uid) {
        if (existing == null || !kept.containsKey(uid)) {
            throw new IllegalArgumentException("there is no state of an operator \"" + uid + "\" to copy"
                    + (existing == null
                            ? ": the savepoint is a new one"
                            : " from savepoint " + existing.directory() + ", only of "
                                    + String.join(", ", kept.keySet())));
        }
        return uid;
    }

    private void requireFree(String uid) {
        if (added.contains(uid) || kept.containsValue(uid)) {
            throw new IllegalArgumentException("there is state of an operator \"" + uid + "\" already"
                    + (added.contains(uid) ? "" : ": leave it out first with removeOperator(\"" + uid + "\")"));
        }
    }

    /**
     * Writes it, with a runtime of its own and the default options. Blocks.
     *
     * @param directory which must not exist, or be empty
     * @throws dev.sluice.runtime.JobFailedException if a bootstrap fails
     * @throws java.nio.file.FileAlreadyExistsException if the directory is a file
     * @throws java.nio.file.DirectoryNotEmptyException if something is in it
     * @throws IOException if it cannot be written, or what is copied cannot be read or is damaged
     */
    public void write(Path directory) throws IOException {
        if (bootstraps.isEmpty()) {
            compose(directory, null, JobOptions.defaults());
            return;
        }
        try (Runtime runtime = Runtime.local()) {
            compose(directory, runtime, JobOptions.defaults());
        }
    }

    /**
     * Writes it. The folder gets its name when all of it is there; nothing is left if something fails. Blocks.
     *
     * @param directory which must not exist, or be empty
     * @param runtime runs the bootstraps, one after the other
     * @param options their parallelism, and where they keep their state; they make no checkpoints and are not restarted
     * @throws dev.sluice.runtime.JobFailedException if a bootstrap fails
     * @throws java.nio.file.FileAlreadyExistsException if the directory is a file
     * @throws java.nio.file.DirectoryNotEmptyException if something is in it
     * @throws IOException if it cannot be written, or what is copied cannot be read or is damaged
     */
    public void write(Path directory, Runtime runtime, JobOptions options) throws IOException {
        compose(directory, runtime, options);
    }

    private void compose(Path directory, @Nullable Runtime runtime, JobOptions options) throws IOException {
        if (kept.isEmpty() && added.isEmpty()) {
            throw new IllegalStateException("the savepoint would be empty: add state with withOperator()");
        }
        String name = "writer-" + ProcessHandle.current().pid();
        Path target = directory.toAbsolutePath().normalize();
        try (var writer = dev.sluice.persistence.checkpoint.SavepointWriter.create(target, name)) {
            Composition composition = new Composition(writer);
            CheckpointManifest of = null;
            if (existing != null) {
                composition.all(existing, kept);
                of = existing.folder().manifest();
            }
            for (int i = 0; i < added.size() && runtime != null; i++) {
                Path filled = target.resolveSibling(target.getFileName() + "." + name + "." + i + ".unfinished");
                delete(filled);
                try {
                    fill(added.get(i), bootstraps.get(i), filled, runtime, options);
                    SavepointFolder folder = SavepointFolder.open(filled);
                    composition.operator(folder, added.get(i));
                    of = of == null ? folder.manifest() : of;
                } finally {
                    delete(filled);
                }
            }
            if (of != null) {
                composition.publish(of, job, maxParallelism, existing == null ? null : existing.job());
            }
        }
    }

    private void fill(String uid, Bootstrap bootstrap, Path to, Runtime runtime, JobOptions options) {
        BootstrapJob filling = new BootstrapJob(uid, maxParallelism, bootstrap);
        JobHandle handle = runtime.submit(
                filling,
                Parameters.none(),
                options.withFresh(true)
                        .withCheckpointInterval(NEVER)
                        .withCheckpointTimeout(NEVER)
                        .withAlignedTimeout(Duration.ZERO)
                        .withRestart(RestartPolicy.none()));
        CompletableFuture<?> over = handle.completion().toCompletableFuture();
        try {
            CompletableFuture.anyOf(filling.ended(), over)
                    .handle((done, failure) -> true)
                    .join();
            if (over.isDone()) {
                throw new IllegalStateException("the bootstrap of operator \"" + uid + "\" was ended: "
                        + handle.join().state());
            }
            handle.stopWithSavepoint(to, false).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (!handle.failures().isEmpty()) {
                handle.join(); // says what failed
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            handle.cancel();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
