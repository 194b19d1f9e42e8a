package dev.sluice.persistence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Events as bytes, by persistence id and sequence number.
 *
 * <p>What changes anything runs on the {@link GroupCommit} thread only, {@link #replay} on any.
 */
final class EventTable {
    /** An event ready to be written; never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(String persistenceId, long sequenceNr, byte[] event) {}

    /** Takes one event; what it throws ends the replay. */
    interface EventConsumer {
        void accept(byte[] event) throws IOException;
    }

    /** The highest sequence numbers, with what the group being filled adds, where they are known. */
    private final Map<String, Long> highest = new HashMap<>();

    /**
     * The change that adds events.
     *
     * <p>It fails if a sequence number is not above all earlier ones of its persistence id: there are then two writers
     * for one id, and the second must not overwrite what the first was told is safe.
     */
    GroupCommit.Change append(List<Entry> entries) {
        return new GroupCommit.Change() {
            @Override
            public void addTo(WriteBatch batch, Database database) throws IOException, RocksDBException {
                Map<String, Long> raised = new HashMap<>();
                for (Entry entry : entries) {
                    Long before = raised.get(entry.persistenceId());
                    long last = before != null ? before : highestAppended(entry.persistenceId(), database);
                    if (entry.sequenceNr() <= last) {
                        throw twoWriters(entry, last);
                    }
                    batch.put(Keys.event(entry.persistenceId(), entry.sequenceNr()), entry.event());
                    raised.put(entry.persistenceId(), entry.sequenceNr());
                }
                highest.putAll(raised);
            }

            @Override
            public void undo() {
                highest.clear();
            }
        };
    }

    private static IOException twoWriters(Entry entry, long last) {
        return new IOException("event " + entry.sequenceNr() + " of " + entry.persistenceId()
                + " is refused, because event " + last + " is already written: there are two writers for this id");
    }

    private long highestAppended(String persistenceId, Database database) throws IOException {
        Long known = highest.get(persistenceId);
        return known != null ? known : highestStored(persistenceId, database);
    }

    /**
     * The highest sequence number ever written for a persistence id, 0 if none, whether or not it was deleted since.
     */
    static long highestStored(String persistenceId, Database database) throws IOException {
        try (KeyRange events = events(database, persistenceId, 1, Long.MAX_VALUE)) {
            if (events.last()) {
                return Keys.sequenceNr(events.key());
            }
        }
        byte[] whenDeleted = database.get(Keys.highest(persistenceId));
        return whenDeleted == null ? 0 : ByteBuffer.wrap(whenDeleted).getLong();
    }

    /** Deletes the events up to a sequence number, and keeps the highest one used, which it returns. */
    static long deleteTo(String persistenceId, long toSequenceNr, Database database)
            throws IOException, RocksDBException {
        long highest = highestStored(persistenceId, database);
        try (WriteBatch batch = new WriteBatch()) {
            batch.put(
                    Keys.highest(persistenceId),
                    ByteBuffer.allocate(Long.BYTES).putLong(highest).array());
            batch.deleteRange(Keys.event(persistenceId, 1), after(persistenceId, toSequenceNr));
            database.write(batch);
        }
        return highest;
    }

    /**
     * Hands out the events from one sequence number to another, both included, in order, {@code max} of them at most.
     *
     * @return how many there were
     */
    static long replay(String persistenceId, long from, long to, long max, Database database, EventConsumer consumer)
            throws IOException {
        if (from > to) {
            return 0;
        }
        long count = 0;
        try (KeyRange events = events(database, persistenceId, from, to)) {
            for (boolean more = events.first(); more && count < max; more = events.next()) {
                consumer.accept(events.value());
                count++;
            }
        }
        return count;
    }

    private static KeyRange events(Database database, String persistenceId, long from, long to) {
        return database.range(Keys.event(persistenceId, from), after(persistenceId, to));
    }

    /** The key behind an event's: one past the largest long is negative, and as unsigned bytes still the next one. */
    private static byte[] after(String persistenceId, long sequenceNr) {
        return Keys.event(persistenceId, sequenceNr + 1);
    }
}
