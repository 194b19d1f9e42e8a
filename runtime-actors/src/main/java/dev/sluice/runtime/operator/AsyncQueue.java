package dev.sluice.runtime.operator;

import dev.sluice.runtime.data.Control;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Requests in order of arrival, cut into segments by marks of event time. What goes on first is the oldest request, if
 * it is answered; or any that is answered of the oldest segment, where results may overtake each other.
 */
final class AsyncQueue {
    private final boolean ordered;
    private final ArrayDeque<AsyncSegment> segments = new ArrayDeque<>();

    AsyncQueue(boolean ordered) {
        this.ordered = ordered;
        segments.add(new AsyncSegment());
    }

    /** Where a request that comes now belongs. */
    AsyncSegment last() {
        AsyncSegment last = segments.getLast();
        if (last.isMarked()) {
            last = new AsyncSegment();
            segments.add(last);
        }
        return last;
    }

    void mark(Control control) {
        segments.getLast().mark(control);
    }

    void answered(AsyncRequest request, Collection<?> results) {
        request.results = results;
        if (!ordered) {
            request.segment.answered.add(request);
        }
    }

    /** Whether a request or a mark can go on. */
    boolean isReady() {
        AsyncSegment head = segments.getFirst();
        return next(head) != null || head.first == null && head.isMarked();
    }

    private @Nullable AsyncRequest next(AsyncSegment head) {
        if (ordered) {
            return head.first != null && head.first.isDone() ? head.first : null;
        }
        return head.answered.peek();
    }

    /** Takes out the request whose results go on next; null: there is none, but there may be a mark. */
    @Nullable
    AsyncRequest poll() {
        AsyncSegment head = segments.getFirst();
        AsyncRequest next = next(head);
        if (next != null) {
            head.remove(next);
            head.answered.poll();
        }
        return next;
    }

    /** Takes out the next part of the mark that all requests before have gone on of. */
    Control pollMark() {
        AsyncSegment head = segments.getFirst();
        Control control;
        if (head.watermark != Long.MIN_VALUE) {
            control = new Control.Watermark(head.watermark);
            head.watermark = Long.MIN_VALUE;
        } else {
            control = Objects.requireNonNull(head.activity);
            head.activity = null;
        }
        if (!head.isMarked() && segments.size() > 1) {
            segments.poll();
        }
        return control;
    }

    /** What the oldest segment begins with, to look at all. */
    Iterable<AsyncSegment> segments() {
        return segments;
    }
}
