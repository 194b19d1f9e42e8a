package dev.sluice.persistence.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
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
     * A copy.
     *
     * @param original the handle of the snapshot in the store
     * @param copy that of the copy, as a file
     */
    private record Copy(SnapshotHandle original, Path file, SnapshotHandle copy) {}

    private final Path folder;
    private final int kept;
    private final Map<Subtask, Deque<Copy>> copies = new HashMap<>();
    private long begun;

    /**
     * No copies yet.
     *
     * @param folder made if it is not there, and emptied if it is
     * @param kept how many copies to keep of each subtask
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
    Optional<SnapshotWriter> begin(SnapshotAddress address) {
        try {
            Path file = folder.resolve(nextNumber() + ".snapshot");
            return Optional.of(new LocalSnapshotWriter(address, file, file.toString(), false, () -> {}));
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

    /** Takes a committed copy in, and deletes those that are too old. */
    synchronized void add(SnapshotHandle original, SnapshotHandle copy) {
        Deque<Copy> ofSubtask = copies.computeIfAbsent(Subtask.of(original.address()), subtask -> new ArrayDeque<>());
        ofSubtask.addLast(new Copy(original, Path.of(copy.location()), copy));
        while (ofSubtask.size() > kept) {
            delete(ofSubtask.removeFirst());
        }
    }

    /** Opens the copy of a snapshot; empty if there is none, or it is not what was written. */
    Optional<SnapshotReader> open(SnapshotHandle original) {
        Optional<Copy> found = find(original);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LocalSnapshotReader(found.get().file(), found.get().copy()));
        } catch (IOException e) {
            drop(original, e);
            return Optional.empty();
        }
    }

    private synchronized Optional<Copy> find(SnapshotHandle original) {
        Deque<Copy> ofSubtask = copies.getOrDefault(Subtask.of(original.address()), new ArrayDeque<>());
        return ofSubtask.stream()
                .filter(copy -> copy.original().equals(original))
                .findFirst();
    }

    /** Deletes a copy that cannot be read. */
    synchronized void drop(SnapshotHandle original, IOException why) {
        find(original).ifPresent(copy -> {
            LOG.warn("The local copy of {} cannot be used, the store is read instead: {}", original, why.toString());
            copies.getOrDefault(Subtask.of(original.address()), new ArrayDeque<>())
                    .remove(copy);
            delete(copy);
        });
    }

    synchronized void dropRun(String run) {
        Iterator<Map.Entry<Subtask, Deque<Copy>>> all = copies.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Subtask, Deque<Copy>> subtask = all.next();
            if (subtask.getKey().run().equals(run)) {
                subtask.getValue().forEach(LocalCopies::delete);
                all.remove();
            }
        }
    }

    private static void delete(Copy copy) {
        try {
            Files.deleteIfExists(copy.file());
        } catch (IOException e) {
            LOG.warn("The local copy {} cannot be deleted: {}", copy.file(), e.toString());
        }
    }
}
