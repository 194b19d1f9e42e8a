package dev.sluice.persistence.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The one thread that changes a database. Whatever was asked for while it waited for the disk goes into the next synced
 * write together: the slower the disk, the larger the groups.
 *
 * <p>Everything happens in the order in which it was submitted.
 */
final class GroupCommit {
    /** Enough to amortize a sync; small enough for the memory of a journal. */
    private static final long LARGEST_GROUP_BYTES = 4 << 20;

    /** Adds puts and deletes to a batch. If it throws, none of them is kept and only its own future fails. */
    interface Change {
        void addTo(WriteBatch batch, Database database) throws IOException, RocksDBException;

        /** Called if the group was not written after all, before its future fails. */
        default void undo() {}
    }

    /** Reads and writes the database by itself. */
    interface Action<T> {
        T run(Database database) throws IOException, RocksDBException;
    }

    private sealed interface Task {}

    private record Grouped(Change change, CompletableFuture<Void> done) implements Task {}

    private record Alone<T>(Action<T> action, CompletableFuture<T> done) implements Task {
        void run(Database database) {
            try {
                done.complete(action.run(database));
            } catch (IOException | RocksDBException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        }
    }

    private record Stop() implements Task {}

    private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();

    /** Adds a change to the next group; completes when it is on disk. */
    CompletableFuture<Void> submit(Change change) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        queue.add(new Grouped(change, done));
        return done;
    }

    /** Runs an action after everything submitted before it is on disk, and before anything submitted after it. */
    <T> CompletableFuture<T> alone(Action<T> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        queue.add(new Alone<>(action, done));
        return done;
    }

    /** Lets {@link #run} return after everything submitted before. */
    void stop() {
        queue.add(new Stop());
    }

    /** Serves what is submitted until stopped: the life of the thread. */
    void run(Database database) throws InterruptedException {
        List<Task> taken = new ArrayList<>();
        try (Group group = new Group(database)) {
            while (true) {
                taken.add(queue.take());
                queue.drainTo(taken);
                for (Task task : taken) {
                    if (task instanceof Grouped grouped) {
                        group.add(grouped);
                    } else {
                        group.commit();
                        if (task instanceof Alone<?> alone) {
                            alone.run(database);
                        } else {
                            return;
                        }
                    }
                }
                group.commit();
                taken.clear();
            }
        }
    }

    /** Like {@link #run}, where there is no database: everything fails, with the same cause. */
    void fail(Throwable cause) throws InterruptedException {
        while (true) {
            Task task = queue.take();
            if (task instanceof Grouped grouped) {
                grouped.done().completeExceptionally(cause);
            } else if (task instanceof Alone<?> alone) {
                alone.done().completeExceptionally(cause);
            } else {
                return;
            }
        }
    }

    private static final class Group implements AutoCloseable {
        private final Database database;
        private final WriteBatch batch = new WriteBatch();
        private final List<Grouped> waiting = new ArrayList<>();

        Group(Database database) {
            this.database = database;
        }

        void add(Grouped task) {
            try {
                batch.setSavePoint();
                try {
                    task.change().addTo(batch, database);
                } catch (IOException | RocksDBException | RuntimeException e) {
                    batch.rollbackToSavePoint();
                    task.done().completeExceptionally(e);
                    return;
                }
                batch.popSavePoint();
            } catch (RocksDBException e) { // of the save points: not of the disk
                throw new IllegalStateException(e);
            }
            waiting.add(task);
            if (batch.getDataSize() >= LARGEST_GROUP_BYTES) {
                commit();
            }
        }

        void commit() {
            if (waiting.isEmpty()) {
                return;
            }
            try {
                database.write(batch);
                waiting.forEach(task -> task.done().complete(null));
            } catch (IOException e) {
                waiting.forEach(task -> task.change().undo());
                waiting.forEach(task -> task.done().completeExceptionally(e));
            }
            waiting.clear();
            batch.clear();
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
