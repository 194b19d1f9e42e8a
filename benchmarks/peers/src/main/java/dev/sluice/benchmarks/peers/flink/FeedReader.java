package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.peers.Current;
import dev.sluice.benchmarks.peers.Feed;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/** Reads one feed, many events at a time: what Flink does between two calls costs as much as several events. */
final class FeedReader<T> implements SourceReader<T, FeedSplit> {
    private static final int BATCH = 64;

    private final Feed.Factory<T> feeds;
    private final CompletableFuture<Void> available = new CompletableFuture<>();
    private @Nullable FeedSplit split;
    private @Nullable Feed<T> feed;
    private boolean begun;

    FeedReader(Feed.Factory<T> feeds) {
        this.feeds = feeds;
    }

    @Override
    public void start() {}

    @Override
    public void addSplits(List<FeedSplit> splits) {
        split = splits.get(0);
        feed = feeds.open(split.part(), split.parts(), split.position());
        available.complete(null);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> out) {
        Feed<T> now = feed;
        if (now == null) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (!begun) {
            begun = true;
            Current.run().observer().emitting();
        }
        for (int i = 0; i < BATCH; i++) {
            if (!now.hasNext()) {
                return InputStatus.END_OF_INPUT;
            }
            T event = now.next();
            out.collect(event, now.time());
        }
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public List<FeedSplit> snapshotState(long checkpoint) {
        return split == null || feed == null
                ? List.of()
                : List.of(new FeedSplit(split.part(), split.parts(), feed.position()));
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
}
