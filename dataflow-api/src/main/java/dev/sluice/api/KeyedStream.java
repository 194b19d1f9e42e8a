package dev.sluice.api;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.KeyedResultFunction;
import dev.sluice.api.function.ReduceFunction;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.api.window.WindowAssigner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream in which all records of a key meet in one place, in the order in which each sender sent them. What is
 * computed on it keeps state, so it needs a name or a uid.
 *
 * @param <K> the type of the key
 * @param <T> the type of the records
 */
public final class KeyedStream<K, T> {
    private final Dataflow flow;
    private final List<Upstream> upstreams;
    private final @Nullable Integer parallelism;

    KeyedStream(Dataflow flow, List<Upstream> upstreams) {
        this(flow, upstreams, null);
    }

    /** @param parallelism of what is computed on it, unless that is given another; null: the job's */
    KeyedStream(Dataflow flow, List<Upstream> upstreams, @Nullable Integer parallelism) {
        this.flow = flow;
        this.upstreams = List.copyOf(upstreams);
        this.parallelism = parallelism;
    }

    /**
     * @param function combines what was reduced so far with the next record
     * @return each key's new value after each record
     */
    public DataStream<T> reduce(ReduceFunction<T> function) {
        return then(new OperatorSpec.ReduceSpec(function));
    }

    /**
     * @param function folds the records of a key
     * @param result makes an output of the key and its aggregate
     * @param <A> the type of the aggregate's result
     * @param <R> the type of the outputs
     * @return each key's new aggregate after each record
     */
    public <A, R> DataStream<R> aggregate(
            AggregateFunction<? super T, ?, A> function, KeyedResultFunction<? super K, ? super A, R> result) {
        return then(new OperatorSpec.AggregateSpec(function, result));
    }

    /**
     * @param function handles each record with the state and timers of its key
     * @param <R> the type of the main output
     * @return the main output
     */
    public <R> DataStream<R> process(KeyedProcessFunction<? super K, ? super T, R> function) {
        return then(new OperatorSpec.KeyedProcessSpec(function));
    }

    /**
     * @param windows which windows a record belongs to
     * @return the windows
     */
    public WindowedStream<K, T> window(WindowAssigner windows) {
        return WindowedStream.of(this, windows);
    }

    /**
     * @param broadcast a stream that each subtask sees whole
     * @param <B> the type of its records
     * @return both side by side
     */
    public <B> BroadcastConnectedStream<K, T, B> connect(BroadcastStream<B> broadcast) {
        return new BroadcastConnectedStream<>(this, broadcast);
    }

    /**
     * @param other a stream with the same keys
     * @param <B> the type of its records
     * @return both side by side, for a function that shares state between them
     */
    public <B> ConnectedStreams<K, T, B> connect(KeyedStream<K, B> other) {
        return new ConnectedStreams<>(this, other);
    }

    /**
     * @param other the right side, with the same keys
     * @param <B> the type of its records
     * @return both, to say which records belong together
     */
    public <B> JoinedStreams<K, T, B> join(KeyedStream<K, B> other) {
        return new JoinedStreams<>(new ConnectedStreams<>(this, other));
    }

    /** The class of the keys, {@code Object} if it could not be told. */
    Class<?> keyType() {
        return upstreams.get(0).partitioning() instanceof Partitioning.Hash hash ? hash.type() : Object.class;
    }

    /** The stream with keys that are carried as objects, whatever their class. */
    KeyedStream<K, T> withObjectKeys() {
        List<Upstream> all = upstreams.stream()
                .map(upstream -> upstream.partitioning() instanceof Partitioning.Hash hash
                        ? upstream.with(new Partitioning.Hash(hash.key(), Object.class))
                        : upstream)
                .toList();
        return new KeyedStream<>(flow, all, parallelism);
    }

    <R> DataStream<R> then(OperatorSpec spec) {
        Node node = flow.add(spec, edges(0));
        node.parallelism = parallelism;
        return new DataStream<>(flow, node);
    }

    List<GraphEdge> edges(int input) {
        return upstreams.stream().map(upstream -> upstream.edge(input)).toList();
    }

    Dataflow flow() {
        return flow;
    }
}
