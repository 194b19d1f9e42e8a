package dev.sluice.api;

import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.OperatorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A keyed stream beside a broadcast one.
 *
 * @param <K> the type of the key
 * @param <T> the type of the keyed records
 * @param <B> the type of the broadcast records
 */
public final class BroadcastConnectedStream<K, T, B> {
    private final KeyedStream<K, T> keyed;
    private final BroadcastStream<B> broadcast;

    BroadcastConnectedStream(KeyedStream<K, T> keyed, BroadcastStream<B> broadcast) {
        this.keyed = keyed;
        this.broadcast = broadcast;
    }

    /**
     * @param function handles both
     * @param <R> the type of the main output
     * @return the main output
     */
    public <R> DataStream<R> process(KeyedBroadcastProcessFunction<? super K, ? super T, ? super B, R> function) {
        List<GraphEdge> edges = new ArrayList<>(keyed.edges(0));
        edges.addAll(broadcast.edges(1));
        Dataflow flow = keyed.flow();
        return new DataStream<>(flow, flow.add(new OperatorSpec.BroadcastProcessSpec(function), edges));
    }
}
