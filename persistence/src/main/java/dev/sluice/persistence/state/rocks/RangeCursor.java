package dev.sluice.persistence.state.rocks;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** Goes through a range of keys, and never looks at what is behind it, which may be long deleted. */
final class RangeCursor implements AutoCloseable {
    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator iterator;

    RangeCursor(RocksDB rocks, byte[] from, byte[] to, @Nullable Snapshot snapshot) {
        end = new Slice(to);
        options = new ReadOptions().setIterateUpperBound(end);
        if (snapshot != null) {
            options.setSnapshot(snapshot).setFillCache(false);
        }
        iterator = rocks.newIterator(options);
        iterator.seek(from);
    }

    /** Whether it is at an entry. */
    boolean isValid() {
        if (iterator.isValid()) {
            return true;
        }
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw new IllegalStateException("state in RocksDB cannot be read: " + e.getMessage(), e);
        }
        return false;
    }

    byte[] key() {
        return iterator.key();
    }

    byte[] value() {
        return iterator.value();
    }

    void next() {
        iterator.next();
    }

    @Override
    public void close() {
        iterator.close();
        options.close();
        end.close();
    }
}
