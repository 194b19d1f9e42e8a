package dev.sluice.benchmarks.peers.jet;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.BroadcastKey;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;
import dev.sluice.benchmarks.peers.Current;
import dev.sluice.benchmarks.peers.Feed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Emits a feed cooperatively, and keeps its position in snapshots. */
final class FeedProcessor<T> extends AbstractProcessor {
    private static final int BATCH = 1_024;

    private final Feed.Factory<T> feeds;
    private final @Nullable EventTimeMapper<T> times;
    private int part;
    private int parts;
    private @Nullable Feed<T> feed;
    private @Nullable T untimed;
    private @Nullable Traverser<Object> timed;
    private boolean begun;

    /** @param policy how times and watermarks are made; null to leave them out */
    FeedProcessor(Feed.Factory<T> feeds, @Nullable EventTimePolicy<? super T> policy) {
        this.feeds = feeds;
        times = policy == null ? null : new EventTimeMapper<>(policy);
        if (times != null) {
            times.addPartitions(1);
        }
    }

    @Override
    protected void init(Context context) {
        part = context.globalProcessorIndex();
        parts = context.totalParallelism();
        feed = feeds.open(part, parts, 0);
    }

    @Override
    public boolean complete() {
        Feed<T> now = Objects.requireNonNull(feed, "init comes first");
        if (!begun) {
            begun = true;
            Current.run().observer().emitting();
        }
        long nanos = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            if (!flush()) {
                return false;
            }
            if (!now.hasNext()) {
                return true;
            }
            T event = now.next();
            if (times == null) {
                untimed = event;
            } else {
                timed = times.flatMapEvent(nanos, event, 0, now.time());
            }
        }
        return false;
    }

    /** What was taken from the feed goes out before anything else. */
    private boolean flush() {
        if (untimed != null) {
            if (!tryEmit(untimed)) {
                return false;
            }
            untimed = null;
        }
        if (timed != null) {
            if (!emitFromTraverser(timed)) {
                return false;
            }
            timed = null;
        }
        return true;
    }

    @Override
    public boolean saveToSnapshot() {
        long position = Objects.requireNonNull(feed, "init comes first").position();
        return flush() && tryEmitToSnapshot(BroadcastKey.broadcastKey(part), position);
    }

    @Override
    protected void restoreFromSnapshot(Object key, Object position) {
        if (((BroadcastKey<?>) key).key().equals(part)) {
            feed = feeds.open(part, parts, (Long) position);
        }
    }
}
