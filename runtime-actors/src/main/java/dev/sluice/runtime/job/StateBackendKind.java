package dev.sluice.runtime.job;

import java.util.Locale;

/** Where a job keeps the state of its keys. */
public enum StateBackendKind {
    /** In the heap: fastest, for state that fits into it. */
    HEAP,
    /**
     * In RocksDB on the nodes' disks: for state of any size, at a few microseconds an access; incremental checkpoints.
     */
    ROCKSDB,
    /**
     * In the heap up to a limit, and beyond that in files, by key group: for state of which a part is used at a time.
     * As fast as the heap below the limit.
     */
    SPILLING;

    /** @return as it is written in settings: {@code heap}, {@code rocksdb}, {@code spilling} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param text as in settings
     * @return the backend
     * @throws IllegalArgumentException if there is none of that name; the message says which there are
     */
    public static StateBackendKind parse(String text) {
        for (StateBackendKind kind : values()) {
            if (kind.text().equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "there is no state backend \"" + text + "\": choose heap, rocksdb or spilling");
    }
}
