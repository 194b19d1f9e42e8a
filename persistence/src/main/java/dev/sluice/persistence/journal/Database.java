package dev.sluice.persistence.journal;

import dev.sluice.persistence.NativeLibrary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.Status;
import org.rocksdb.TickerType;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * An open RocksDB instance with the options a journal wants: every write synced, little memory, a quick start.
 *
 * <p>Safe for use by several threads, but not to be closed while one of them is inside: that would crash the JVM.
 */
final class Database implements AutoCloseable {
    private static final int FORMAT = 1;
    private static final int WRITE_BUFFER_BYTES = 4 << 20;
    private static final int CACHE_BYTES = 2 << 20;

    private final Path directory;
    private final LRUCache cache = new LRUCache(CACHE_BYTES);
    private final Statistics statistics = new Statistics();
    private final Options options = options(cache).setStatistics(statistics);
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final RocksDB rocks;

    /**
     * Opens the database of a directory, which is made if it does not exist.
     *
     * @throws IOException if it is damaged, in use by another process, written by a newer format, or cannot be written
     *     to
     */
    static Database open(Path directory) throws IOException {
        Path files = Files.createDirectories(directory.resolve("db"));
        NativeLibrary.load(directory.resolve("native"));
        Database database = new Database(files);
        try {
            database.checkFormat();
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
        return database;
    }

    private Database(Path directory) throws IOException {
        this.directory = directory;
        try {
            rocks = RocksDB.open(options, directory.toString());
        } catch (RocksDBException e) {
            synced.close();
            options.close();
            statistics.close();
            cache.close();
            throw failure("cannot be opened", e);
        }
    }

    private static Options options(LRUCache cache) {
        return new Options()
                .setCreateIfMissing(true)
                // A torn record at the end was never acknowledged; a damaged one before it was, and must not be skipped
                // in silence.
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(128)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache))
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                .setKeepLogFileNum(1)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setSkipStatsUpdateOnDbOpen(true)
                .setAvoidFlushDuringShutdown(true); // what the log holds need not be written twice
    }

    private void checkFormat() throws IOException {
        byte[] format = get(Keys.format());
        if (format == null) {
            try (WriteBatch batch = new WriteBatch()) {
                batch.put(
                        Keys.format(),
                        ByteBuffer.allocate(Integer.BYTES).putInt(FORMAT).array());
                write(batch);
            } catch (RocksDBException e) {
                throw failure("cannot be written to", e);
            }
        } else if (ByteBuffer.wrap(format).getInt() != FORMAT) {
            throw new IOException("the journal in " + directory + " has format "
                    + ByteBuffer.wrap(format).getInt() + ", and this release knows format " + FORMAT
                    + " only: use the release that wrote it, or a newer one");
        }
    }

    /** Writes all of the batch or nothing, and returns when it is on disk. */
    void write(WriteBatch batch) throws IOException {
        try {
            rocks.write(synced, batch);
        } catch (RocksDBException e) {
            throw failure("cannot be written to", e);
        }
    }

    /** How often the log was synced since it was opened. */
    long logSyncs() {
        return statistics.getTickerCount(TickerType.WAL_FILE_SYNCED);
    }

    byte @Nullable [] get(byte[] key) throws IOException {
        try {
            return rocks.get(key);
        } catch (RocksDBException e) {
            throw failure("cannot be read", e);
        }
    }

    /** The entries between two keys as they are now; positioned nowhere. To be closed. */
    KeyRange range(byte[] fromInclusive, byte[] toExclusive) {
        return new KeyRange(this, rocks, fromInclusive, toExclusive);
    }

    IOException failure(String what, RocksDBException cause) {
        String message = String.valueOf(cause.getMessage());
        Status status = cause.getStatus();
        String reason = "";
        if (status != null && status.getCode() == Status.Code.Corruption) {
            reason = ", because it is damaged: restore it from a copy, or start anew with an empty directory";
        } else if (message.contains("/LOCK")) {
            reason = ", because another process has it open";
        }
        return new IOException(
                "the journal in " + directory + " " + what + reason + " (RocksDB: " + message + ")", cause);
    }

    @Override
    public void close() {
        rocks.close();
        synced.close();
        options.close();
        statistics.close();
        cache.close();
    }
}
