package dev.sluice.persistence.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the snapshots that this process has written, in a folder of its own, which is emptied at the start: what a
 * process before has left is not known well enough. They are not synced. Thread-safe.
 */
final class LocalCopies {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCopies.class);

    private record Subtask(String run, String vertex, int index) {
        static Subtask of(SnapshotAddress address) {
            return new Subtask(address.run(), address.vertex(), address.subtask());
        }
    }

    /**
     * A copy of a piece.
     *
     * @param original the handle of the piece in the store
     * @param handle that of the copy, whose location is its file
     */
    record Copy(SnapshotHandle original, SnapshotHandle handle) {
        Path file() {
            return Path.of(handle.location());
        }
    }

    /** The newest snapshots of a subtask, and copies of the pieces that they need. */
    private static final class Newest {
        private final Deque<SnapshotHandle> snapshots = new ArrayDeque<>();
        private final Map<SnapshotAddress, Copy> pieces = new HashMap<>();
    }

    private final Path folder;
    private final int kept;
    private final Map<Subtask, Newest> copies = new HashMap<>();
    private long begun;

    /**
     * No copies yet.
     *
     * @param folder made if it is not there, and emptied if it is
     * @param kept of how many snapshots of each subtask to keep copies
     */
    LocalCopies(Path folder, int kept) throws IOException {
        this.folder = folder;
        this.kept = kept;
        Files.createDirectories(folder);
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Starts a copy; empty if the disk does not take it. */
    Optional<PieceWriter> begin(SnapshotAddress address) {
        try {
            Path file = folder.resolve(nextNumber() + ".snapshot");
            return Optional.of(new LocalSnapshotWriter(address, file, file.toString(), false));
        } catch (IOException e) {
            reportFailure(address, e);
            return Optional.empty();
        }
    }

    private synchronized long nextNumber() {
        return begun++;
    }

    static void reportFailure(SnapshotAddress address, IOException e) {
        LOG.warn("No local copy of {}: {}. A restore will have to read it from the store.", address, e.toString());
    }

    /**
     * Takes in what there is of copies of a committed snapshot and its parts, and deletes what only snapshots need that
     * are too old.
     */
    synchronized void add(SnapshotHandle snapshot, List<Copy> written) {
        Newest newest = copies.computeIfAbsent(Subtask.of(snapshot.address()), subtask -> new Newest());
        written.forEach(copy -> newest.pieces.put(copy.original().address(), copy));
        newest.snapshots.addLast(snapshot);
        if (newest.snapshots.size() <= kept) {
            return;
        }
        newest.snapshots.removeFirst();
        Set<SnapshotAddress> needed = newest.snapshots.stream()
                .flatMap(remaining -> remaining.pieces().stream())
                .map(SnapshotHandle::address)
                .collect(Collectors.toSet());
        newest.pieces.values().removeIf(copy -> {
            boolean goes = !needed.contains(copy.original().address());
            if (goes) {
                delete(copy);
            }
            return goes;
        });
    }

    /** Opens the copy of a piece; empty if there is none, or it is not what was written. */
    Optional<SnapshotReader> open(SnapshotHandle original) {
        Optional<Copy> found = find(original);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LocalSnapshotReader(found.get().file(), found.get().handle()));
        } catch (IOException e) {
            drop(original, e);
            return Optional.empty();
        }
    }

    private synchronized Optional<Copy> find(SnapshotHandle original) {
        return Optional.ofNullable(copies.get(Subtask.of(original.address())))
                .map(newest -> newest.pieces.get(original.address()))
                .filter(copy -> copy.original().location().equals(original.location()));
    }

    /** Deletes a copy that cannot be read. */
    synchronized void drop(SnapshotHandle original, IOException why) {
        find(original).ifPresent(copy -> {
            LOG.warn("The local copy of {} cannot be used, the store is read instead: {}", original, why.toString());
            Objects.requireNonNull(copies.get(Subtask.of(original.address())))
                    .pieces
                    .remove(original.address());
            delete(copy);
        });
    }

    synchronized void dropRun(String run) {
        copies.entrySet().removeIf(subtask -> {
            boolean goes = subtask.getKey().run().equals(run);
            if (goes) {
                subtask.getValue().pieces.values().forEach(LocalCopies::delete);
            }
            return goes;
        });
    }

    static void delete(Copy copy) {
        try {
            Files.deleteIfExists(copy.file());
        } catch (IOException e) {
            LOG.warn("The local copy {} cannot be deleted: {}", copy.file(), e.toString());
        }
    }
}
