package dev.sluice.runtime.operator;

import dev.sluice.api.graph.OperatorSpec.EventTime;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code eventTime} behind a source: gives timestamps, and a watermark behind each batch; swallows those from before.
 */
final class EventTimeOperator implements Operator {
    /** How long what has come already may take to get here before silence is believed, in milliseconds. */
    private static final long GRACE = 5;

    private final TimestampsAndWatermarks times;
    private final long idleness;
    private final long period;
    private final InstantSource clock;
    private final WorkClock workClock;
    private long lastRecord;
    private long nextPeriod = Long.MAX_VALUE;
    private boolean suspected;
    private boolean idle;
    private boolean ended;
    private long emitted = Long.MIN_VALUE;
    private @Nullable Long restored;

    EventTimeOperator(EventTime eventTime, InstantSource clock) {
        times = new TimestampsAndWatermarks(eventTime);
        Long patience = eventTime.watermarks().idleness();
        idleness = patience == null ? Long.MAX_VALUE : patience;
        period = TimestampsAndWatermarks.periodMillis(eventTime);
        this.clock = clock;
        workClock = new WorkClock(clock);
        lastRecord = clock.millis();
        startPeriod();
    }

    private void startPeriod() {
        nextPeriod = period == 0 ? Long.MAX_VALUE : clock.millis() + period;
    }

    @Override
    public void open() {
        if (restored != null) {
            times.restore(restored);
        }
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        boolean wasIdle = idle;
        awake();
        Batch batch = out.main();
        int before = batch.size();
        int first = in.next();
        int end = first + Math.min(in.size() - first, out.room());
        for (int i = first; i < end; i++) {
            out.forward(in.value(i), in.timestamps[i]);
        }
        try {
            times.stamp(batch, before);
        } finally {
            in.next(first + times.failedAt() - before);
        }
        if (!announce(out) && wasIdle) {
            batch.control(new Control.Active());
        }
    }

    private void awake() {
        suspected = false;
        if (idleness != Long.MAX_VALUE) {
            lastRecord = workClock.millis();
            if (idle) {
                idle = false;
                startPeriod();
            }
        }
    }

    /** Puts a newer watermark behind the results; false if there is none. */
    private boolean announce(Emitter out) {
        if (times.watermark() <= emitted) {
            return false;
        }
        emitted = times.watermark();
        out.main().control(new Control.Watermark(emitted));
        return true;
    }

    @Override
    public boolean onWatermark(long time, Emitter out) {
        ended |= time == Long.MAX_VALUE; // there is no silence any more
        return true;
    }

    @Override
    public void onBackpressure(boolean blocked) {
        if (idleness == Long.MAX_VALUE) {
            return;
        }
        if (blocked) {
            workClock.stop();
        } else {
            workClock.goOn();
        }
    }

    @Override
    public long nextTick() {
        if (idle || ended) {
            return Long.MAX_VALUE;
        }
        return Math.min(nextPeriod, idleAt());
    }

    private long idleAt() {
        if (idleness == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return workClock.wallAt(lastRecord + idleness) + (suspected ? GRACE : 0);
    }

    @Override
    public boolean onTick(long now, Emitter out) throws Exception {
        if (now < nextTick()) {
            return true;
        }
        if (now >= idleAt()) {
            // What has come meanwhile is looked at first: the subtask may have been at work for longer than that.
            if (!suspected) {
                suspected = true;
                lastRecord = workClock.millis() - idleness;
                return true;
            }
            idle = true;
            out.main().control(new Control.Idle());
            return false; // which takes the room of the tick
        }
        if (now < nextPeriod) {
            return true;
        }
        nextPeriod = now + period;
        times.periodic();
        return !announce(out);
    }

    @Override
    public boolean forwardsWatermarks() {
        return false;
    }

    @Override
    public OperatorSnapshot snapshot(SnapshotRequest request) {
        return OperatorState.ofLong(OperatorState.WATERMARK, times.progress());
    }

    @Override
    public void restore(Chunk chunk) {
        // Subtasks may have been at different times; the earliest makes nobody late.
        long progress = OperatorState.readLong(chunk);
        restored = restored == null ? progress : Math.min(restored, progress);
    }
}
