package dev.sluice.runtime.operator;

import dev.sluice.api.connector.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sink's transactions between their barrier and their commit. Added by the subtask's thread; prepared and committed
 * by threads that may block, one at a time, without holding up the first.
 */
public final class TransactionLog {
    private final Object io = new Object();
    private final List<Entry> entries = new ArrayList<>();

    private static final class Entry {
        final long checkpoint;
        final Transaction transaction;
        byte @Nullable [] prepared;

        Entry(long checkpoint, Transaction transaction) {
            this.checkpoint = checkpoint;
            this.transaction = transaction;
        }
    }

    void add(long checkpoint, Transaction transaction) {
        synchronized (entries) {
            entries.add(new Entry(checkpoint, transaction));
        }
    }

    /** Prepares what belongs to a checkpoint or an earlier one, and returns all that is not committed yet. */
    List<byte[]> prepareUpTo(long checkpoint) throws Exception {
        synchronized (io) {
            List<byte[]> prepared = new ArrayList<>();
            for (Entry entry : upTo(checkpoint)) {
                byte[] bytes = entry.prepared;
                if (bytes == null) {
                    bytes = entry.transaction.prepare();
                    entry.prepared = bytes;
                }
                prepared.add(bytes);
            }
            return prepared;
        }
    }

    /**
     * Commits what belongs to a completed checkpoint or an earlier one.
     *
     * @param checkpoint the completed checkpoint
     * @throws Exception what the sink throws; what is committed by then stays so
     */
    public void commitUpTo(long checkpoint) throws Exception {
        synchronized (io) {
            for (Entry entry : upTo(checkpoint)) {
                entry.transaction.commit();
                synchronized (entries) {
                    entries.remove(entry);
                }
            }
        }
    }

    private List<Entry> upTo(long checkpoint) {
        synchronized (entries) {
            return entries.stream()
                    .filter(entry -> entry.checkpoint <= checkpoint)
                    .toList();
        }
    }
}
