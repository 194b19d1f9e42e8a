package dev.sluice.api;

import dev.sluice.api.function.KeyedCoProcessFunction;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.OperatorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Two keyed streams side by side, whose records with equal keys meet in one place.
 *
 * @param <K> the type of the key
 * @param <A> the type of the first stream's records
 * @param <B> the type of the second stream's records
 */
public final class ConnectedStreams<K, A, B> {
    private final KeyedStream<K, A> first;
    private final KeyedStream<K, B> second;

    ConnectedStreams(KeyedStream<K, A> first, KeyedStream<K, B> second) {
        Class<?> one = first.keyType();
        Class<?> other = second.keyType();
        if (one.equals(other)) {
            this.first = first;
            this.second = second;
        } else if (one == Object.class || other == Object.class) {
            // Where one of the classes is not known, both are carried as objects, so that equal keys meet.
            this.first = first.withObjectKeys();
            this.second = second.withObjectKeys();
        } else {
            throw new DefinitionException("one stream's keys are of class " + one.getName() + " and the other's of "
                    + other.getName() + ", so no two are equal: give both keyBy functions the same result type");
        }
    }

    /**
     * @param function handles both
     * @param <R> the type of the main output
     * @return the main output
     */
    public <R> DataStream<R> process(KeyedCoProcessFunction<? super K, ? super A, ? super B, R> function) {
        return then(new OperatorSpec.CoProcessSpec(function));
    }

    <R> DataStream<R> then(OperatorSpec spec) {
        List<GraphEdge> edges = new ArrayList<>(first.edges(0));
        edges.addAll(second.edges(1));
        Dataflow flow = first.flow();
        if (flow != second.flow()) {
            throw new DefinitionException("streams of two jobs cannot be connected");
        }
        return new DataStream<>(flow, flow.add(spec, edges));
    }
}
