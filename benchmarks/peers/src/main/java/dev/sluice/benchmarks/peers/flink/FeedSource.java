package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.peers.Feed;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A feed for each subtask as a source. It says that it is unbounded, so that the job runs as a stream. */
final class FeedSource<T> implements Source<T, FeedSplit, Boolean> {
    private final Feed.Factory<T> feeds;

    FeedSource(Feed.Factory<T> feeds) {
        this.feeds = feeds;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<FeedSplit, Boolean> createEnumerator(SplitEnumeratorContext<FeedSplit> context) {
        return new FeedEnumerator(context, false);
    }

    @Override
    public SplitEnumerator<FeedSplit, Boolean> restoreEnumerator(
            SplitEnumeratorContext<FeedSplit> context, Boolean state) {
        return new FeedEnumerator(context, state);
    }

    @Override
    public SourceReader<T, FeedSplit> createReader(SourceReaderContext context) {
        return new FeedReader<>(feeds);
    }

    @Override
    public SimpleVersionedSerializer<FeedSplit> getSplitSerializer() {
        return new FeedSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
        return new FeedEnumerator.State();
    }
}
