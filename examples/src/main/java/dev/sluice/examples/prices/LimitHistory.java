package dev.sluice.examples.prices;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a symbol over time.
 *
 * @param changes in order of time
 */
public record LimitHistory(List<Change> changes) {
    static final LimitHistory EMPTY = new LimitHistory(List.of());

    /** Takes a copy that cannot be changed. */
    public LimitHistory {
        changes = List.copyOf(changes);
    }

    /**
     * A limit and when it begins to hold.
     *
     * @param from epoch milliseconds
     * @param limit in cents
     */
    public record Change(long from, long limit) {}

    LimitHistory with(long from, long limit) {
        List<Change> more = new ArrayList<>(changes);
        more.add(new Change(from, limit));
        return new LimitHistory(more);
    }

    /** The limit that held at a moment; null if there was none yet. */
    @Nullable
    Long at(long time) {
        Long limit = null;
        for (Change change : changes) {
            if (change.from() <= time) {
                limit = change.limit();
            }
        }
        return limit;
    }
}
