package dev.sluice.persistence.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The store of a directory: one database, the thread that changes it and the threads that read it, shared by all
 * plug-ins of this JVM that name the directory. It is opened for the first of them and closed, completely, when the
 * last lets go.
 *
 * <p>Opening happens on the store's thread, while the caller goes on. If it fails, every request fails with the cause,
 * so that actors learn it at once and do not wait for a time-out.
 */
final class SharedStore {
    private static final int READERS = 2;

    private static final Map<Path, SharedStore> OPEN = new HashMap<>();

    /** Reads the database; runs on a thread that may block. */
    interface Read<T> {
        T from(Database database) throws IOException;
    }

    private final Path directory;
    private final EventTable events = new EventTable();
    private final GroupCommit changes = new GroupCommit();
    private final CompletableFuture<Database> opened = new CompletableFuture<>();
    private final Thread writer;
    private final ThreadPoolExecutor readers;
    private int users;

    private SharedStore(Path directory) {
        this.directory = directory;
        writer = new Thread(this::write, "sluice-journal-writer");
        writer.setDaemon(true);
        readers = new ThreadPoolExecutor(READERS, READERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "sluice-journal-reader");
            thread.setDaemon(true);
            return thread;
        });
        readers.allowCoreThreadTimeOut(true);
    }

    /**
     * The store of a directory, to be given back with {@link #release}. Waits while an earlier store of the directory
     * closes.
     */
    static SharedStore acquire(Path directory) {
        Path key = directory.toAbsolutePath().normalize();
        synchronized (OPEN) {
            SharedStore store = OPEN.get(key);
            if (store == null) {
                store = new SharedStore(key);
                store.writer.start();
                OPEN.put(key, store);
            }
            store.users++;
            return store;
        }
    }

    /** Ends one use; the last one waits for what was submitted and closes the database. */
    void release() {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(directory);
                close();
            }
        }
    }

    /** The events of this store. */
    EventTable events() {
        return events;
    }

    /** Where changes are submitted. */
    GroupCommit changes() {
        return changes;
    }

    /** Reads what was on disk at some moment after the call. */
    <T> CompletableFuture<T> read(Read<T> read) {
        return opened.thenApplyAsync(
                database -> {
                    try {
                        return read.from(database);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                readers);
    }

    private void write() {
        try {
            Database database;
            try {
                database = Database.open(directory);
            } catch (IOException | RuntimeException | LinkageError e) {
                opened.completeExceptionally(e);
                changes.fail(e);
                return;
            }
            opened.complete(database);
            changes.run(database);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody has this thread, so nobody interrupts it", e);
        }
    }

    /** No thread may be inside the database when it closes: it is native code and would crash the JVM. */
    private void close() {
        changes.stop();
        boolean interrupted = awaitUninterruptibly();
        if (!opened.isCompletedExceptionally()) {
            opened.join().close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                writer.join();
                readers.shutdown();
                while (!readers.awaitTermination(1, TimeUnit.MINUTES)) {
                    // a long replay: it ends
                }
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
