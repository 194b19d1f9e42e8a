package dev.sluice.api;

import java.util.List;

/**
 * A stream that each subtask of its reader sees whole.
 *
 * @param <T> the type of the records
 */
public final class BroadcastStream<T> extends DataStream<T> {
    BroadcastStream(Dataflow flow, List<Upstream> upstreams) {
        super(flow, upstreams);
    }
}
