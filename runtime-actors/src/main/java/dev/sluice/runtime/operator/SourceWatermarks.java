package dev.sluice.runtime.operator;

import dev.sluice.api.graph.OperatorSpec.EventTime;
import dev.sluice.api.time.WatermarkAlignment;
import dev.sluice.runtime.channel.WatermarkMerger;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The event time of the splits that a subtask reads, made one: which of them are silent, which are too far ahead of
 * other sources, and what the receivers are to be told. The clock is asked only where the strategy needs it.
 */
final class SourceWatermarks {
    private static final long NOT_SILENT = Long.MIN_VALUE;

    private final @Nullable WatermarkAlignment alignment;
    private final TimestampsAndWatermarks @Nullable [] times;
    private final WatermarkMerger merged;
    private final long[] silentSince;
    private final long idleness;
    private final long period;
    private final InstantSource clock;
    private final WorkClock workClock;
    private long nextPeriod;
    private boolean aligned;
    private long othersMinimum;
    private long told = Long.MIN_VALUE;
    private boolean toldIdle;

    /**
     * @param eventTime null if the records have none
     * @param splits how many
     */
    SourceWatermarks(@Nullable EventTime eventTime, int splits, InstantSource clock) {
        this.clock = clock;
        workClock = new WorkClock(clock);
        merged = new WatermarkMerger(splits);
        silentSince = new long[splits];
        Arrays.fill(silentSince, NOT_SILENT);
        if (eventTime == null) {
            times = null;
            idleness = Long.MAX_VALUE;
            period = 0;
            alignment = null;
            return;
        }
        times = new TimestampsAndWatermarks[splits];
        Arrays.setAll(times, i -> new TimestampsAndWatermarks(eventTime));
        Long patience = eventTime.watermarks().idleness();
        idleness = patience == null ? Long.MAX_VALUE : patience;
        period = TimestampsAndWatermarks.periodMillis(eventTime);
        nextPeriod = period == 0 ? Long.MAX_VALUE : clock.millis() + period;
        alignment = eventTime.watermarks().alignment();
    }

    /** Takes back what a split's {@link #progress} was before a restart. */
    void restore(int split, long progress) {
        if (times != null) {
            times[split].restore(progress);
            merged.watermark(split, times[split].watermark());
        }
    }

    /** What a snapshot needs of a split. */
    long progress(int split) {
        return times == null ? Long.MIN_VALUE : times[split].progress();
    }

    /** Whether a split must wait for other sources of its group, or for other splits of this one. */
    boolean isHeldBack(int split) {
        if (alignment == null || times == null || !aligned) {
            return false;
        }
        long slowest = Math.min(othersMinimum, merged.combined());
        long limit = slowest + alignment.maxDriftMillis();
        boolean ahead = times[split].watermark() > (limit < slowest ? Long.MAX_VALUE : limit);
        if (ahead) {
            silentSince[split] = NOT_SILENT;
        }
        return ahead;
    }

    /** Records of a split were read: those of the batch from a place on. */
    void read(int split, Batch batch, int from) throws Exception {
        silentSince[split] = NOT_SILENT;
        if (times != null) {
            times[split].stamp(batch, from);
            merged.watermark(split, times[split].watermark());
        }
    }

    /** A split was asked and has nothing: it is idle if that has been so for long enough. */
    void nothing(int split) {
        if (idleness == Long.MAX_VALUE || !merged.isActive(split)) {
            return;
        }
        long now = workClock.millis();
        if (silentSince[split] == NOT_SILENT) {
            silentSince[split] = now;
        } else if (now - silentSince[split] >= idleness) {
            merged.idle(split);
        }
    }

    /** A split is read to its end. */
    void finished(int split) {
        merged.finished(split);
    }

    /** Asks the user's generators, if it is time. */
    void askGenerators() throws Exception {
        if (period == 0 || times == null) {
            return;
        }
        long now = clock.millis();
        if (now < nextPeriod) {
            return;
        }
        nextPeriod = now + period;
        for (int i = 0; i < times.length; i++) {
            if (merged.isActive(i)) {
                times[i].periodic();
                merged.watermark(i, times[i].watermark());
            }
        }
    }

    /** There is no room for results, so nobody is asked; or there is again. */
    void backpressure(boolean blocked) {
        if (idleness == Long.MAX_VALUE) {
            return;
        }
        if (blocked) {
            workClock.stop();
        } else {
            workClock.goOn();
        }
    }

    /**
     * What is to be told behind a batch, or null.
     *
     * @param empty whether the batch is empty
     * @param due whether it may have a watermark
     */
    @Nullable
    Control announce(boolean empty, boolean due) {
        if (due && times != null && merged.combined() > told) {
            told = merged.combined();
            toldIdle = false;
            return new Control.Watermark(told);
        }
        if (idleness == Long.MAX_VALUE) {
            return null;
        }
        boolean idle = merged.isIdle();
        if (idle == toldIdle || (idle && !empty)) {
            return null;
        }
        toldIdle = idle;
        return idle ? new Control.Idle() : new Control.Active();
    }

    /** Whether there is a watermark to be announced. */
    boolean hasNews() {
        return times != null && merged.combined() > told;
    }

    boolean isFinished() {
        return merged.isFinished();
    }

    /** The record whose event time or watermark could not be told, or null. */
    @Nullable
    Object failed() {
        if (times != null) {
            for (TimestampsAndWatermarks split : times) {
                if (split.failed() != null) {
                    return split.failed();
                }
            }
        }
        return null;
    }

    /** How often the master is told where this source is, in milliseconds; 0: never. */
    long alignmentMillis() {
        return alignment == null ? 0 : alignment.updateMillis();
    }

    /** The smallest watermark of the other sources of its group, {@code Long.MAX_VALUE} if it waits for none. */
    void align(long minimum) {
        aligned = true;
        othersMinimum = minimum;
    }

    /** How far this source is. */
    long combined() {
        return merged.combined();
    }

    /** Whether it holds back others: it is neither idle nor at its end. */
    boolean isActive() {
        return !merged.isFinished() && !merged.isIdle();
    }
}
