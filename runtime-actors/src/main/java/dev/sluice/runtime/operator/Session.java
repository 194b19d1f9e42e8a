package dev.sluice.runtime.operator;

import org.jspecify.annotations.Nullable;

/**
 * A session: from its first record to a gap after its last. The sessions of a key are a list in order of time; mostly
 * there is one. Written by the serializer, so it has plain fields only.
 */
public final class Session {
    long start;
    long end;

    /** When it is looked at again: at its end, or before if it has grown since. */
    long timer = Long.MAX_VALUE;

    Object accumulator;

    @Nullable
    Session next;

    Session(long start, long end, Object accumulator) {
        this.start = start;
        this.end = end;
        this.accumulator = accumulator;
    }

    /** Whether a record's window overlaps or touches it. */
    boolean touches(long from, long to) {
        return start <= to && from <= end;
    }

    /** A copy of the list from here on. */
    Session copy(Folder folder) {
        Session copy = new Session(start, end, folder.copy(accumulator));
        copy.timer = timer;
        copy.next = next == null ? null : next.copy(folder);
        return copy;
    }
}
