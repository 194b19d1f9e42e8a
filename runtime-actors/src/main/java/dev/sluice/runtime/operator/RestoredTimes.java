package dev.sluice.runtime.operator;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyGroupRange;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The event time that an operator's key groups had come to in what it is restored from. Where barriers have overtaken
 * records its subtasks may have been at different times, and one that takes key groups of several begins at the
 * earliest, so that nobody is late. What has fired for the others must not fire again.
 */
final class RestoredTimes {
    private static final int LONGS = 2;

    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    private int first;
    private long[] times = {};

    /**
     * What a subtask was at, with whose key groups; of several ranges if it has not yet come to where it was restored
     * from.
     */
    OperatorSnapshot snapshot(KeyGroupRange groups, long watermark) {
        ByteBuffer bytes = ByteBuffer.allocate(groups.size() * LONGS * Long.BYTES);
        for (int group = groups.first(); group < groups.end(); ) {
            long time = Math.max(watermark, of(group));
            int end = group + 1;
            while (end < groups.end() && Math.max(watermark, of(end)) == time) {
                end++;
            }
            bytes.putInt(group).putInt(end).putLong(time);
            group = end;
        }
        return OperatorState.of(OperatorState.WATERMARK, Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /**
     * Takes what a subtask was at, of which there may be key groups here.
     *
     * @param own the key groups that are restored
     * @return the earliest time yet
     */
    long add(Chunk chunk, KeyGroupRange own) {
        ByteBuffer bytes = ByteBuffer.wrap(chunk.payload());
        if (bytes.remaining() == Long.BYTES) { // of a release that did not say of which key groups
            add(own, own.first(), own.end(), bytes.getLong());
        }
        while (bytes.hasRemaining()) {
            int from = bytes.getInt();
            int end = bytes.getInt();
            add(own, Math.max(from, own.first()), Math.min(end, own.end()), bytes.getLong());
        }
        return earliest == Long.MAX_VALUE ? Long.MIN_VALUE : earliest;
    }

    /** The earliest time that is told by a chunk of any release; of an operator that was drained, the end of time. */
    static long earliest(Chunk chunk) {
        ByteBuffer bytes = ByteBuffer.wrap(chunk.payload());
        if (bytes.remaining() == Long.BYTES) {
            return bytes.getLong();
        }
        long earliest = Long.MAX_VALUE;
        while (bytes.hasRemaining()) {
            bytes.getLong(); // which key groups
            earliest = Math.min(earliest, bytes.getLong());
        }
        return earliest;
    }

    private void add(KeyGroupRange own, int from, int end, long restored) {
        if (from >= end) {
            return;
        }
        // What was drained goes on: the end of time was not that of the input.
        long time = restored == Long.MAX_VALUE ? Long.MIN_VALUE : restored;
        if (times.length == 0) {
            first = own.first();
            times = new long[own.size()];
            Arrays.fill(times, Long.MIN_VALUE);
        }
        Arrays.fill(times, from - first, end - first, time);
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
    }

    /** Whether some key groups are further than the earliest. */
    boolean areUneven() {
        return earliest < latest;
    }

    /** The time of a key group, the beginning of time where it does not matter any more. */
    long of(int group) {
        return areUneven() ? times[group - first] : Long.MIN_VALUE;
    }

    /** The operator has come to a time. */
    void passed(long time) {
        if (time >= latest) {
            earliest = latest;
            times = new long[0];
        }
    }
}
