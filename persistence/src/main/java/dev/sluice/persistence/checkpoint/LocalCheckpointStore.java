package dev.sluice.persistence.checkpoint;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint store in a local directory: a directory for each run, in it a file for each snapshot and for each
 * manifest.
 *
 * <p>Files are written under a provisional name, synced, renamed, and their directory is synced. For one process at a
 * time, which is for the caller to see to ({@link dev.sluice.persistence.StorageLock}).
 */
public final class LocalCheckpointStore implements CheckpointStore {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCheckpointStore.class);

    private final Path directory;
    private final Consumer<DamagedSnapshotException> damage;
    private final Set<Path> beingWritten = ConcurrentHashMap.newKeySet();

    /** A store that logs the damage it finds. */
    public LocalCheckpointStore(Path directory) {
        this(directory, found -> LOG.warn("Left out: {}", found.getMessage()));
    }

    /**
     * A store.
     *
     * @param directory where; made when first needed
     * @param damage told of every damaged manifest that is left out, on the thread that came across it
     */
    public LocalCheckpointStore(Path directory, Consumer<DamagedSnapshotException> damage) {
        this.directory = directory.toAbsolutePath().normalize();
        this.damage = damage;
    }

    @Override
    public SnapshotWriter begin(SnapshotAddress address) throws IOException {
        return new PartedWriter(address, new RunFiles());
    }

    private final class RunFiles implements PartedWriter.Pieces {
        @Override
        public PieceWriter begin(SnapshotAddress piece) throws IOException {
            Path run = runDirectory(piece.run());
            Path file = run.resolve(FileName.of(piece));
            DurableFiles.makeDirectory(run);
            if (!beingWritten.add(file)) {
                throw new FileAlreadyExistsException(file.toString(), null, "this snapshot is being written already");
            }
            boolean begun = false;
            try {
                if (Files.exists(file)) {
                    throw new FileAlreadyExistsException(file.toString(), null, "this snapshot was written already");
                }
                PieceWriter writer = new LocalSnapshotWriter(
                        piece, file, directory.relativize(file).toString(), true);
                begun = true;
                return writer;
            } finally {
                if (!begun) {
                    beingWritten.remove(file);
                }
            }
        }

        @Override
        public void requireThere(SnapshotHandle shared) throws IOException {
            if (!Files.exists(file(shared))) {
                throw new NoSuchFileException(
                        file(shared).toString(), null, "a part that a snapshot is to share has been deleted");
            }
        }

        @Override
        public void discard(SnapshotHandle part) throws IOException {
            Files.deleteIfExists(file(part));
        }

        @Override
        public void closed(SnapshotAddress piece) {
            beingWritten.remove(runDirectory(piece.run()).resolve(FileName.of(piece)));
        }
    }

    @Override
    public SnapshotReader open(SnapshotHandle handle) throws IOException {
        return new LocalSnapshotReader(file(handle), handle);
    }

    private Path file(SnapshotHandle handle) throws DamagedSnapshotException {
        Path file = directory.resolve(handle.location()).normalize();
        if (!file.startsWith(directory)) {
            throw new DamagedSnapshotException(file.toString(), 0, "a file in " + directory + " expected");
        }
        return file;
    }

    @Override
    public synchronized void fence(String run, long epoch) throws IOException {
        Path runDirectory = runDirectory(run);
        DurableFiles.makeDirectory(runDirectory);
        EpochFile.raise(runDirectory, run, epoch);
    }

    @Override
    public synchronized void complete(CheckpointManifest manifest) throws IOException {
        fence(manifest.run(), manifest.epoch());
        DurableFiles.write(
                runDirectory(manifest.run()).resolve(FileName.of(manifest)), ManifestFormat.encode(manifest));
    }

    @Override
    public synchronized List<CheckpointManifest> completed(String run) throws IOException {
        List<CheckpointManifest> manifests = new ArrayList<>();
        for (Path file : files(runDirectory(run))) {
            if (FileName.parse(file).filter(FileName::isManifest).isPresent()) {
                readManifest(run, file).ifPresent(manifests::add);
            }
        }
        manifests.sort(Comparator.comparingLong(CheckpointManifest::epoch)
                .thenComparingLong(CheckpointManifest::checkpoint)
                .reversed());
        return manifests;
    }

    private Optional<CheckpointManifest> readManifest(String run, Path file) throws IOException {
        try {
            CheckpointManifest manifest = ManifestFormat.decode(Files.readAllBytes(file), file.toString());
            if (!manifest.run().equals(run)
                    || !FileName.of(manifest).equals(file.getFileName().toString())) {
                throw new DamagedSnapshotException(file.toString(), 0, "this is the manifest of another checkpoint");
            }
            return Optional.of(manifest);
        } catch (DamagedSnapshotException e) {
            damage.accept(e);
            return Optional.empty();
        }
    }

    @Override
    public synchronized void retain(String run, Set<Long> checkpoints, long olderThan) throws IOException {
        Path runDirectory = runDirectory(run);
        List<Path> files = files(runDirectory);
        Retention retention = new Retention(checkpoints, olderThan);
        Set<Path> needed = new HashSet<>(beingWritten);
        for (Path file : files) {
            if (retention.keepsManifest(file)) {
                for (SnapshotHandle snapshot : readManifest(run, file)
                        .map(CheckpointManifest::snapshots)
                        .orElse(List.of())) {
                    snapshot.pieces()
                            .forEach(piece -> needed.add(
                                    directory.resolve(piece.location()).normalize()));
                }
            }
        }
        // First what declares checkpoints complete, so that at no time one is declared whose snapshots are gone.
        delete(runDirectory, files.stream().filter(retention::dropsManifest).toList());
        delete(
                runDirectory,
                files.stream()
                        .filter(retention::mayDropSnapshot)
                        .filter(file -> !needed.contains(DurableFiles.finished(file)))
                        .toList());
    }

    @Override
    public synchronized void deleteRun(String run) throws IOException {
        Path runDirectory = runDirectory(run);
        List<Path> files = files(runDirectory);
        List<Path> manifests = files.stream()
                .filter(file ->
                        FileName.parse(file).filter(FileName::isManifest).isPresent())
                .toList();
        delete(runDirectory, manifests);
        delete(runDirectory, files);
        Files.deleteIfExists(runDirectory);
    }

    @Override
    public void close() {
        // Writers and readers hold what there is to close.
    }

    private Path runDirectory(String run) {
        return directory.resolve(FileName.encode(run));
    }

    private static List<Path> files(Path runDirectory) throws IOException {
        if (!Files.isDirectory(runDirectory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(runDirectory)) {
            return files.toList();
        }
    }

    private static void delete(Path runDirectory, List<Path> files) throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        if (!files.isEmpty()) {
            DurableFiles.syncDirectory(runDirectory);
        }
    }
}
