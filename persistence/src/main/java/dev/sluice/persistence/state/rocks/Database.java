package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.Folders;
import dev.sluice.persistence.state.rocks.RocksDbBackend.Space;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database of a subtask, without a log. Used by one thread; snapshots that other threads write hold it open
 * until they are done, since a database that is closed while a thread is inside crashes the JVM.
 */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** What {@link #get} returns if there is nothing. */
    static final int ABSENT = RocksDB.NOT_FOUND;

    private final Path folder;
    private final Options options;
    private final ReadOptions reading = new ReadOptions();
    private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
    private final RocksDB rocks;
    private byte[] value = new byte[512];
    private int holders = 1;

    /** Opens what is in the folder {@code db} of its space, or a new one. */
    Database(Space space) {
        folder = space.folder();
        options = space.memory().options();
        try {
            Files.createDirectories(files());
            rocks = RocksDB.open(options, files().toString());
        } catch (IOException | RocksDBException e) {
            writing.close();
            reading.close();
            options.close();
            throw failure("opened", e);
        }
    }

    static Path files(Space space) {
        return space.folder().resolve("db");
    }

    private Path files() {
        return folder.resolve("db");
    }

    /**
     * Looks a key up.
     *
     * @return the length of the value, which is in {@link #value}, or {@link #ABSENT}
     */
    int get(byte[] key, int length) {
        try {
            int found = rocks.get(reading, key, 0, length, value, 0, value.length);
            if (found > value.length) {
                value = new byte[Math.max(found, 2 * value.length)];
                found = rocks.get(reading, key, 0, length, value, 0, value.length);
            }
            return found;
        } catch (RocksDBException e) {
            throw failure("read", e);
        }
    }

    /** Where {@link #get} puts what it finds; good until the next call. */
    byte[] value() {
        return value;
    }

    /** Looks several keys up; null for those that are absent. */
    List<byte @Nullable []> getAll(List<byte[]> keys) {
        try {
            return rocks.multiGetAsList(reading, keys);
        } catch (RocksDBException e) {
            throw failure("read", e);
        }
    }

    void put(byte[] key, int keyLength, byte[] cell, int cellLength) {
        try {
            rocks.put(rocks.getDefaultColumnFamily(), writing, key, 0, keyLength, cell, 0, cellLength);
        } catch (RocksDBException e) {
            throw failure("written", e);
        }
    }

    void delete(byte[] key, int length) {
        try {
            rocks.delete(writing, key, 0, length);
        } catch (RocksDBException e) {
            throw failure("written", e);
        }
    }

    void deleteRange(byte[] from, byte[] to) {
        try {
            rocks.deleteRange(writing, from, to);
        } catch (RocksDBException e) {
            throw failure("written", e);
        }
    }

    /** Something that is put into a batch. */
    interface Change {
        void into(WriteBatch batch) throws RocksDBException;
    }

    /** Writes changes together. */
    void write(Change changes) {
        try (WriteBatch batch = new WriteBatch()) {
            changes.into(batch);
            rocks.write(writing, batch);
        } catch (RocksDBException e) {
            throw failure("written", e);
        }
    }

    /** The entries from a key on that are before another, in order. To be closed. */
    RangeCursor range(byte[] from, byte[] to) {
        return new RangeCursor(rocks, from, to, null);
    }

    /** The same as of a snapshot. */
    RangeCursor range(byte[] from, byte[] to, Snapshot snapshot) {
        return new RangeCursor(rocks, from, to, snapshot);
    }

    /** Takes files in, which are moved; their keys must not overlap. */
    void ingest(List<String> written) {
        try (IngestExternalFileOptions moving = new IngestExternalFileOptions().setMoveFiles(true)) {
            rocks.ingestExternalFile(written, moving);
        } catch (RocksDBException e) {
            throw failure("written", e);
        }
    }

    /** Writes all that is in memory to files, and links these into a new folder. */
    void linkFiles(Path into) {
        try (Checkpoint checkpoint = Checkpoint.create(rocks)) {
            checkpoint.createCheckpoint(into.toString());
        } catch (RocksDBException e) {
            throw failure("linked", e);
        }
    }

    /** Holds what there is now; the database stays open until it is released. */
    synchronized Snapshot hold() {
        holders++;
        return rocks.getSnapshot();
    }

    void release(Snapshot snapshot) {
        rocks.releaseSnapshot(snapshot);
        release();
    }

    /** The end of one use; behind the last the database is closed and its files are deleted. */
    void release() {
        synchronized (this) {
            if (--holders > 0) {
                return;
            }
        }
        rocks.close();
        writing.close();
        reading.close();
        options.close();
        try {
            Folders.deleteLast(files());
        } catch (IOException e) {
            LOG.warn("The files of state in {} cannot be deleted: {}", folder, e.toString());
        }
    }

    private UncheckedIOException failure(String what, Exception cause) {
        return failure(folder, what, cause);
    }

    static UncheckedIOException failure(Path folder, String what, Exception cause) {
        return new UncheckedIOException(new IOException(
                "state in RocksDB, in the folder " + folder + ", cannot be " + what + ": " + cause.getMessage(),
                cause));
    }

    /** The key behind all keys that begin with these bytes. */
    static byte[] behind(byte[] prefix, int length) {
        byte[] next = Arrays.copyOf(prefix, length);
        for (int i = length - 1; i >= 0; i--) {
            if (++next[i] != 0) {
                return next;
            }
        }
        throw new IllegalArgumentException("nothing is behind these keys");
    }
}
