package dev.sluice.benchmarks.plain;

import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Observer;

/**
 * The number of events per key and session. A key's events come in order, so a session is over when the key's next
 * event comes too late for it, or at the end.
 */
final class SessionCount implements Fold {
    private static final int FIELDS = 4;
    private static final int START = 0;
    private static final int LAST = 1;
    private static final int COUNT = 2;

    private final LongMap keys;
    private final long[] sessions;
    private final Observer.Outputs outputs;
    private boolean ended;

    SessionCount(long keys, Observer.Outputs outputs) {
        this.keys = new LongMap(keys);
        this.outputs = outputs;
        sessions = new long[this.keys.slots() * FIELDS];
    }

    @Override
    public void event(long key, long number) {
        int at = keys.slot(key) * FIELDS;
        long time = KeyedWorkload.SESSION_WINDOW.time(number);
        if (sessions[at + COUNT] != 0 && time > sessions[at + LAST] + KeyedWorkload.GAP_MILLIS) {
            outputs.add(key, sessions[at + COUNT], sessions[at + START]);
            sessions[at + COUNT] = 0;
        }
        if (sessions[at + COUNT]++ == 0) {
            sessions[at + START] = time;
        }
        sessions[at + LAST] = time;
    }

    @Override
    public void upTo(long number) {
        if (number == Long.MAX_VALUE && !ended) {
            ended = true;
            keys.forEach((key, unused) -> {
                int at = keys.slot(key) * FIELDS;
                outputs.add(key, sessions[at + COUNT], sessions[at + START]);
            });
        }
        outputs.pause();
    }
}
