package dev.sluice.runtime.channel;

import java.util.Arrays;

/**
 * Combines the event time of several senders: as long as any is active, the minimum of the active ones; else the
 * maximum of the idle ones; when all are finished, the end of time. It never goes back.
 */
public final class WatermarkMerger {
    private enum State {
        ACTIVE,
        IDLE,
        FINISHED
    }

    private final long[] watermarks;
    private final State[] states;
    private long combined = Long.MIN_VALUE;

    /** @param senders how many; all active, none with a watermark */
    public WatermarkMerger(int senders) {
        watermarks = new long[senders];
        states = new State[senders];
        Arrays.fill(watermarks, Long.MIN_VALUE);
        Arrays.fill(states, State.ACTIVE);
    }

    /**
     * @param sender who
     * @param time its watermark; an older one than before is ignored
     */
    public void watermark(int sender, long time) {
        watermarks[sender] = Math.max(watermarks[sender], time);
        active(sender);
    }

    /** @param sender is active again */
    public void active(int sender) {
        if (states[sender] == State.IDLE) {
            states[sender] = State.ACTIVE;
        }
    }

    /** @param sender has nothing for the time being */
    public void idle(int sender) {
        if (states[sender] == State.ACTIVE) {
            states[sender] = State.IDLE;
        }
    }

    /** @param sender has come to its end */
    public void finished(int sender) {
        states[sender] = State.FINISHED;
    }

    /**
     * @param sender who
     * @return whether it is neither idle nor finished
     */
    public boolean isActive(int sender) {
        return states[sender] == State.ACTIVE;
    }

    /** @return whether nobody is active, but somebody is idle */
    public boolean isIdle() {
        boolean idle = false;
        for (State state : states) {
            if (state == State.ACTIVE) {
                return false;
            }
            idle |= state == State.IDLE;
        }
        return idle;
    }

    /** @return whether all have come to their end */
    public boolean isFinished() {
        for (State state : states) {
            if (state != State.FINISHED) {
                return false;
            }
        }
        return true;
    }

    /** @return the combined event time */
    public long combined() {
        long minOfActive = Long.MAX_VALUE;
        long maxOfIdle = Long.MIN_VALUE;
        boolean active = false;
        boolean idle = false;
        for (int i = 0; i < states.length; i++) {
            if (states[i] == State.ACTIVE) {
                active = true;
                minOfActive = Math.min(minOfActive, watermarks[i]);
            } else if (states[i] == State.IDLE) {
                idle = true;
                maxOfIdle = Math.max(maxOfIdle, watermarks[i]);
            }
        }
        long now = active ? minOfActive : idle ? maxOfIdle : Long.MAX_VALUE;
        combined = Math.max(combined, now);
        return combined;
    }
}
