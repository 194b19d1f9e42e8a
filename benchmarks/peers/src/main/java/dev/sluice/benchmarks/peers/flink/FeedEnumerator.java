package dev.sluice.benchmarks.peers.flink;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** Gives each source subtask its feed. It keeps nothing: a subtask that is restored has its split in its own state. */
final class FeedEnumerator implements SplitEnumerator<FeedSplit, Boolean> {
    private final SplitEnumeratorContext<FeedSplit> context;
    private final boolean restored;

    /** @param restored whether the subtasks have splits already */
    FeedEnumerator(SplitEnumeratorContext<FeedSplit> context, boolean restored) {
        this.context = context;
        this.restored = restored;
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<FeedSplit> splits, int subtask) {
        splits.forEach(split -> context.assignSplit(split, split.part()));
    }

    @Override
    public void addReader(int subtask) {
        if (!restored) {
            context.assignSplit(new FeedSplit(subtask, context.currentParallelism(), 0), subtask);
        }
        context.signalNoMoreSplits(subtask);
    }

    @Override
    public Boolean snapshotState(long checkpoint) {
        return true;
    }

    @Override
    public void close() {}

    static final class State implements SimpleVersionedSerializer<Boolean> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Boolean state) {
            return new byte[0];
        }

        @Override
        public Boolean deserialize(int version, byte[] serialized) {
            return true;
        }
    }
}
