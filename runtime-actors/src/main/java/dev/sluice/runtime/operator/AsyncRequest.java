package dev.sluice.runtime.operator;

import java.util.Collection;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A record that has come and whose results have not gone on. Of the subtask's thread, but for {@link #accept} and what
 * that leaves behind, which is handed over through a queue.
 */
final class AsyncRequest implements BiConsumer<@Nullable Collection<?>, @Nullable Throwable> {
    /** Nobody else's: the function is given copies of what can change. */
    final Object value;

    final long timestamp;
    private final Arrivals arrivals;

    /** What was answered, or why it was not. */
    @Nullable
    Collection<?> answer;

    @Nullable
    Throwable problem;

    /** What goes on; null as long as it is not known. */
    @Nullable
    Collection<?> results;

    /** How often it was asked. */
    int attempts;

    /** When to give up, and when to ask again; epoch milliseconds. */
    long deadline = Long.MAX_VALUE;

    long retryAt = Long.MAX_VALUE;

    /** Its neighbours in order of arrival, and where it belongs. */
    @Nullable
    AsyncRequest before;

    @Nullable
    AsyncRequest after;

    final AsyncSegment segment;

    /** Where answered requests wait for the subtask's thread. */
    record Arrivals(Queue<AsyncRequest> queue, Runnable notice) {}

    AsyncRequest(Object value, long timestamp, AsyncSegment segment, Arrivals arrivals) {
        this.value = value;
        this.timestamp = timestamp;
        this.segment = segment;
        this.arrivals = arrivals;
    }

    boolean isDone() {
        return results != null;
    }

    /** The answer has come; called by any thread. */
    @Override
    public void accept(@Nullable Collection<?> result, @Nullable Throwable failure) {
        answer = result;
        problem = failure;
        arrivals.queue.add(this);
        arrivals.notice.run();
    }
}
