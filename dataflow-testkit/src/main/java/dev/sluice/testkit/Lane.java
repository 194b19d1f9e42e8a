package dev.sluice.testkit;

import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.function.OutputTag;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One split of a source that a test feeds: a queue, from the test to whichever subtask reads the split. */
final class Lane implements SourceReader<Object> {
    private final ArrayDeque<Fed> waiting = new ArrayDeque<>();
    private long position;
    private boolean ended;
    private @Nullable FedTime times;

    private record Fed(
            Object value, long timestamp, @Nullable OutputTag<?> tag) {}

    void add(Object value, long timestamp, @Nullable OutputTag<?> tag) {
        waiting.add(new Fed(value, timestamp, tag));
    }

    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    /** Whom to tell the times that records are fed with. */
    void tell(FedTime whom) {
        times = whom;
    }

    /** What waits was fed to an attempt that is over. */
    void restore(boolean wasEnded, long wasAt) {
        waiting.clear();
        ended = wasEnded;
        position = wasAt;
    }

    /** Whoever reads on begins here. */
    Lane at(long from) {
        position = from;
        return this;
    }

    @Override
    public Status read(SourceOutput<Object> out, int limit) {
        Fed fed = waiting.poll();
        if (fed != null) {
            emit(fed, out);
            position++;
            return Status.MORE;
        }
        return ended ? Status.END : Status.IDLE;
    }

    @SuppressWarnings("unchecked") // the test's types fit together
    private void emit(Fed fed, SourceOutput<Object> out) {
        if (fed.tag != null) {
            out.output((OutputTag<Object>) fed.tag, fed.value);
            return;
        }
        if (times != null) {
            times.at(fed.timestamp);
        }
        if (fed.timestamp == Timestamped.NO_TIMESTAMP) {
            out.emit(fed.value);
        } else {
            out.emit(fed.value, fed.timestamp);
        }
    }

    @Override
    public long position() {
        return position;
    }
}
