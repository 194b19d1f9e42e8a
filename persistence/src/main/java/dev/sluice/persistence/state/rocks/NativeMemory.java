package dev.sluice.persistence.state.rocks;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.Env;
import org.rocksdb.Filter;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory of all databases: one cache, against which write buffers are counted too, and threads. A write
 * buffer may grow by half before it is written, so buffers are given two parts of three of what the cache may lose to
 * them (the sizing that RocksDB's authors and Flink's use).
 */
final class NativeMemory implements AutoCloseable {
    private static final int BITS_PER_KEY = 10;
    private static final long FILE_BYTES = 32L << 20;
    private static final long FIRST_LEVEL_BYTES = 4 * FILE_BYTES;
    private static final int OPEN_FILES = 1024;
    private static final double FOR_INDEXES = 0.1;
    private static final double FOR_BLOOM_OF_BUFFER = 0.02;

    private final RocksDbSettings settings;
    private final LRUCache cache;
    private final WriteBufferManager buffers;
    private final Filter filter = new BloomFilter(BITS_PER_KEY, false);

    NativeMemory(RocksDbSettings settings) {
        this.settings = settings;
        long memory = settings.memoryBytes();
        cache = new LRUCache(memory - memory / 6, -1, false, FOR_INDEXES);
        buffers = new WriteBufferManager(memory / 3, cache);
        Env env = Env.getDefault();
        env.incBackgroundThreadsIfNeeded(settings.compactionThreads(), Priority.LOW);
        env.incBackgroundThreadsIfNeeded(1, Priority.HIGH);
        env.lowerThreadPoolCPUPriority(Priority.LOW);
        env.lowerThreadPoolIOPriority(Priority.LOW);
    }

    /** The options of one database; to be closed behind it. */
    Options options() {
        BlockBasedTableConfig tables = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setOptimizeFiltersForMemory(true)
                .setFilterPolicy(filter);
        return new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(tables)
                .setWriteBufferManager(buffers)
                .setWriteBufferSize(settings.writeBufferBytes())
                .setMemtableWholeKeyFiltering(true)
                .setMemtablePrefixBloomSizeRatio(FOR_BLOOM_OF_BUFFER)
                .setAllowConcurrentMemtableWrite(false)
                .setTargetFileSizeBase(FILE_BYTES)
                .setMaxBytesForLevelBase(FIRST_LEVEL_BYTES)
                .setLevelCompactionDynamicLevelBytes(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(1 + settings.compactionThreads())
                .setAvoidFlushDuringShutdown(true)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                .setKeepLogFileNum(1)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setSkipStatsUpdateOnDbOpen(true);
    }

    @Override
    public void close() {
        buffers.close();
        cache.close();
        filter.close();
    }
}
