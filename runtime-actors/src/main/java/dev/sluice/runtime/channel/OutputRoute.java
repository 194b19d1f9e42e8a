package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The edges that carry one output of an operator, and how far they have come with a batch. */
final class OutputRoute {
    private final @Nullable String tag;
    private final List<OutputEdge> edges = new ArrayList<>();
    private int spreading;
    private int start = -1;

    /** @param tag the id of the side output, or null for the main output */
    OutputRoute(@Nullable String tag) {
        this.tag = tag;
    }

    boolean carries(@Nullable String output) {
        return Objects.equals(tag, output);
    }

    void add(OutputEdge edge) {
        edges.add(edge);
    }

    /** See {@link Outbox#spread}. */
    boolean spread(Batch batch, boolean shared) throws Exception {
        if (start < 0) {
            start = batch.next();
        }
        int last = edges.size() - 1;
        for (; spreading <= last; spreading++) {
            if (!edges.get(spreading).spread(batch, shared || spreading < last)) {
                return false;
            }
            if (spreading < last) {
                batch.next(start);
            }
        }
        spreading = 0;
        start = -1;
        return true;
    }
}
