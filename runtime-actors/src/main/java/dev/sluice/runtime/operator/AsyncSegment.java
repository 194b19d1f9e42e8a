package dev.sluice.runtime.operator;

import dev.sluice.runtime.data.Control;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The requests between two marks of event time, and the mark behind them. */
final class AsyncSegment {
    /** Answered, in the order of their answers; used where results may overtake each other. */
    final ArrayDeque<AsyncRequest> answered = new ArrayDeque<>();

    @Nullable
    AsyncRequest first;

    private @Nullable AsyncRequest last;

    /** What goes on behind the requests: a watermark, and then idleness, its end, or the end of the input. */
    long watermark = Long.MIN_VALUE;

    @Nullable
    Control activity;

    void add(AsyncRequest request) {
        request.before = last;
        if (last == null) {
            first = request;
        } else {
            last.after = request;
        }
        last = request;
    }

    void remove(AsyncRequest request) {
        if (request.before == null) {
            first = request.after;
        } else {
            request.before.after = request.after;
        }
        if (request.after == null) {
            last = request.before;
        } else {
            request.after.before = request.before;
        }
    }

    boolean isMarked() {
        return watermark != Long.MIN_VALUE || activity != null;
    }

    /** Adds to the mark; what a later one makes meaningless is left out. */
    void mark(Control control) {
        if (control instanceof Control.Watermark mark) {
            watermark = Math.max(watermark, mark.time());
            activity = null; // a watermark says that it is active, too
        } else {
            activity = control;
        }
    }
}
