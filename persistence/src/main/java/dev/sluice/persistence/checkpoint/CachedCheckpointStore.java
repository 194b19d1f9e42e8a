package dev.sluice.persistence.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint store that keeps copies of what this process has written on its own disk, so that subtasks that survive
 * a failure are restored without the network. The store decides what is committed; a copy that is missing, damaged or
 * that the disk does not take makes a restore slower, and nothing else.
 */
public final class CachedCheckpointStore implements CheckpointStore {
    private static final int KEPT = 3;

    private final CheckpointStore store;
    private final LocalCopies copies;

    /**
     * A store with copies of the newest three snapshots of each subtask.
     *
     * @param store closed with this
     * @param folder for the copies, of this process alone; emptied
     * @throws IOException if the folder cannot be made or emptied
     */
    public CachedCheckpointStore(CheckpointStore store, Path folder) throws IOException {
        this.store = store;
        copies = new LocalCopies(folder, KEPT);
    }

    @Override
    public SnapshotWriter begin(SnapshotAddress address) throws IOException {
        return new Writer(address, store.begin(address));
    }

    @Override
    public SnapshotReader open(SnapshotHandle handle) throws IOException {
        Optional<SnapshotReader> copy = copies.open(handle);
        return copy.isPresent() ? new Reader(handle, copy.get()) : store.open(handle);
    }

    /** Looks at the store, not at a copy. */
    @Override
    public void verify(SnapshotHandle handle) throws IOException {
        store.verify(handle);
    }

    @Override
    public void fence(String run, long epoch) throws IOException {
        store.fence(run, epoch);
    }

    @Override
    public void complete(CheckpointManifest manifest) throws IOException {
        store.complete(manifest);
    }

    @Override
    public List<CheckpointManifest> completed(String run) throws IOException {
        return store.completed(run);
    }

    @Override
    public void retain(String run, Set<Long> checkpoints, long olderThan) throws IOException {
        store.retain(run, checkpoints, olderThan);
    }

    @Override
    public void deleteRun(String run) throws IOException {
        copies.dropRun(run);
        store.deleteRun(run);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    private final class Writer implements SnapshotWriter {
        private final SnapshotAddress address;
        private final SnapshotWriter original;
        private final Twice main;
        private final List<LocalCopies.Copy> written = new ArrayList<>();
        private int parts;
        private boolean committed;

        Writer(SnapshotAddress address, SnapshotWriter original) {
            this.address = address;
            this.original = original;
            main = new Twice(address, original, written);
        }

        @Override
        public void chunk(ChunkHeader header, byte[] payload, int offset, int length) throws IOException {
            main.chunk(header, payload, offset, length);
        }

        @Override
        public PieceWriter part() throws IOException {
            PieceWriter part = original.part();
            return new Twice(address.part(++parts), part, written);
        }

        @Override
        public void share(SnapshotHandle earlier) throws IOException {
            original.share(earlier);
        }

        @Override
        public SnapshotHandle commit() throws IOException {
            SnapshotHandle handle = main.commit();
            committed = true;
            copies.add(handle, written);
            return handle;
        }

        @Override
        public void close() throws IOException {
            if (!committed) {
                written.forEach(LocalCopies::delete);
                written.clear();
            }
            main.close();
        }
    }

    /** Writes a piece and its copy. */
    private final class Twice implements PieceWriter {
        private final SnapshotAddress address;
        private final PieceWriter original;
        private final List<LocalCopies.Copy> written;
        private @Nullable PieceWriter copy;

        Twice(SnapshotAddress address, PieceWriter original, List<LocalCopies.Copy> written) {
            this.address = address;
            this.original = original;
            this.written = written;
            copy = copies.begin(address).orElse(null);
        }

        @Override
        public void chunk(ChunkHeader header, byte[] payload, int offset, int length) throws IOException {
            original.chunk(header, payload, offset, length);
            PieceWriter to = copy;
            if (to != null) {
                try {
                    to.chunk(header, payload, offset, length);
                } catch (IOException e) {
                    abandonCopy(to, e);
                }
            }
        }

        @Override
        public SnapshotHandle commit() throws IOException {
            SnapshotHandle handle = original.commit();
            PieceWriter of = copy;
            if (of != null) {
                try {
                    written.add(new LocalCopies.Copy(handle, of.commit()));
                } catch (IOException e) {
                    abandonCopy(of, e);
                }
            }
            return handle;
        }

        private void abandonCopy(PieceWriter abandoned, IOException why) {
            LocalCopies.reportFailure(address, why);
            copy = null;
            closeCopy(abandoned);
        }

        private void closeCopy(PieceWriter closed) {
            try {
                closed.close();
            } catch (IOException e) {
                LocalCopies.reportFailure(address, e);
            }
        }

        @Override
        public void close() throws IOException {
            if (copy != null) {
                closeCopy(copy);
            }
            original.close();
        }
    }

    /** Reads a copy; if it turns out to be damaged, goes on in the store, behind the chunks it has returned. */
    private final class Reader implements SnapshotReader {
        private final SnapshotHandle handle;
        private final List<IntPredicate> asked = new ArrayList<>();
        private SnapshotReader from;
        private boolean isCopy = true;

        Reader(SnapshotHandle handle, SnapshotReader copy) {
            this.handle = handle;
            from = copy;
        }

        @Override
        public @Nullable Chunk next(IntPredicate keyGroups) throws IOException {
            if (isCopy) {
                try {
                    Chunk chunk = from.next(keyGroups);
                    asked.add(keyGroups);
                    return chunk;
                } catch (IOException e) {
                    copies.drop(handle, e);
                    goOnInStore();
                }
            }
            return from.next(keyGroups);
        }

        private void goOnInStore() throws IOException {
            from.close();
            from = store.open(handle);
            isCopy = false;
            for (IntPredicate keyGroups : asked) {
                from.next(keyGroups); // was returned from the copy
            }
        }

        @Override
        public void close() throws IOException {
            from.close();
        }
    }
}
