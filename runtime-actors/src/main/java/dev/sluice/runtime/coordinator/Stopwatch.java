package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.job.Recovery;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Times how one attempt takes over from another. */
final class Stopwatch {
    private final InstantSource clock;
    private Recovery.Cause cause = Recovery.Cause.FAILURE;
    private long stopping = -1;
    private long stopped = -1;
    private @Nullable Recovery latest;

    Stopwatch(InstantSource clock) {
        this.clock = clock;
    }

    /** The tasks are to stop. */
    void stopping(Recovery.Cause why) {
        cause = why;
        stopping = clock.millis();
        stopped = -1;
    }

    /** The tasks have stopped, or there were none. */
    void stopped(Recovery.Cause unlessKnown) {
        long now = clock.millis();
        if (stopping < 0) {
            stopping = now;
            cause = unlessKnown;
        }
        if (stopped < 0) {
            stopped = now;
        }
    }

    /** Records flow; not null if another attempt was taken over from. */
    @Nullable
    Recovery running() {
        if (stopped < 0) {
            return null;
        }
        latest = new Recovery(cause, stopped - stopping, clock.millis() - stopped);
        stopping = -1;
        stopped = -1;
        return latest;
    }

    @Nullable
    Recovery latest() {
        return latest;
    }
}
