package dev.sluice.persistence.journal;

import java.io.IOException;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** A cursor over the entries between two keys, as they were when it was made. For one thread. */
final class KeyRange implements AutoCloseable {
    private final Database database;
    private final Slice lower;
    private final Slice upper;
    private final ReadOptions options;
    private final RocksIterator entries;

    KeyRange(Database database, RocksDB rocks, byte[] fromInclusive, byte[] toExclusive) {
        this.database = database;
        lower = new Slice(fromInclusive);
        upper = new Slice(toExclusive);
        options = new ReadOptions()
                .setIterateLowerBound(lower)
                .setIterateUpperBound(upper)
                .setFillCache(false);
        entries = rocks.newIterator(options);
    }

    /** Goes to the first entry; false if there is none. */
    boolean first() throws IOException {
        entries.seekToFirst();
        return isThere();
    }

    /** Goes to the last entry; false if there is none. */
    boolean last() throws IOException {
        entries.seekToLast();
        return isThere();
    }

    /** Goes one entry on; false if that was the last. */
    boolean next() throws IOException {
        entries.next();
        return isThere();
    }

    /** Goes one entry back; false if that was the first. */
    boolean previous() throws IOException {
        entries.prev();
        return isThere();
    }

    byte[] key() {
        return entries.key();
    }

    byte[] value() {
        return entries.value();
    }

    private boolean isThere() throws IOException {
        if (entries.isValid()) {
            return true;
        }
        try {
            entries.status(); // the end, or a block that cannot be read?
        } catch (RocksDBException e) {
            throw database.failure("cannot be read", e);
        }
        return false;
    }

    @Override
    public void close() {
        entries.close();
        options.close();
        upper.close();
        lower.close();
    }
}
