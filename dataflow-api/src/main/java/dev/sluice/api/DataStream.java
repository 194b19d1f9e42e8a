package dev.sluice.api;

import dev.sluice.api.async.AsyncFunction;
import dev.sluice.api.async.AsyncMapFunction;
import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.FunctionRequests;
import dev.sluice.api.async.LookupFunction;
import dev.sluice.api.connector.ReactiveSink;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.function.FilterFunction;
import dev.sluice.api.function.FlatMapFunction;
import dev.sluice.api.function.KeySelector;
import dev.sluice.api.function.MapFunction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.api.function.TimestampFunction;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.api.time.WatermarkStrategy;
import dev.sluice.api.types.TypeInference;
import dev.sluice.api.window.WindowAssigner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of records. Records keep their order along forward edges and within a key; {@link #name}, {@link #uid} and
 * {@link #parallelism} speak of the operator that makes the stream.
 *
 * @param <T> the type of the records
 */
public sealed class DataStream<T> permits BroadcastStream {
    final Dataflow flow;
    final List<Upstream> upstreams;

    DataStream(Dataflow flow, Node node) {
        this(flow, List.of(new Upstream(node, null, new Partitioning.Forward())));
    }

    DataStream(Dataflow flow, List<Upstream> upstreams) {
        this.flow = flow;
        this.upstreams = List.copyOf(upstreams);
    }

    /**
     * @param function turns each record into one other
     * @param <R> the type of the results
     * @return the results, in order
     */
    public <R> DataStream<R> map(MapFunction<? super T, ? extends R> function) {
        return then(new OperatorSpec.MapSpec(function));
    }

    /**
     * @param function decides which records go on
     * @return those, in order
     */
    public DataStream<T> filter(FilterFunction<? super T> function) {
        return then(new OperatorSpec.FilterSpec(function));
    }

    /**
     * @param function turns each record into any number of others
     * @param <R> the type of the results
     * @return the results, in order
     */
    public <R> DataStream<R> flatMap(FlatMapFunction<? super T, R> function) {
        return then(new OperatorSpec.FlatMapSpec(function));
    }

    /**
     * @param function handles each record with access to its timestamp and to side outputs
     * @param <R> the type of the main output
     * @return the main output; see {@link #sideOutput}
     */
    public <R> DataStream<R> process(ProcessFunction<? super T, R> function) {
        return then(new OperatorSpec.ProcessSpec(function));
    }

    /**
     * @param function handles each record with state of its subtask; see {@link KeyedStream#process} for state by key
     * @param <R> the type of the main output
     * @return the main output; see {@link #sideOutput}
     */
    public <R> DataStream<R> process(StatefulProcessFunction<? super T, R> function) {
        return then(new OperatorSpec.StatefulProcessSpec(function));
    }

    /**
     * Asks another system about each record, without waiting for one answer before the next request. Records whose
     * results have not gone on are part of checkpoints and are asked about again after a failure: each result goes on
     * exactly once, though a request may have been made more than once. Results have the timestamps of their records,
     * and event time does not overtake them. It keeps state, so it needs a name or a uid.
     *
     * @param function makes a request for a record
     * @param options order, capacity, timeout and retries
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> async(AsyncFunction<? super T, R> function, AsyncOptions<? super R> options) {
        return then(new OperatorSpec.AsyncSpec(new FunctionRequests<>(function), options));
    }

    /**
     * As {@link #async}, for requests with one result each.
     *
     * @param function makes a request for a record
     * @param options order, capacity, timeout and retries
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> asyncMap(AsyncMapFunction<? super T, R> function, AsyncOptions<? super R> options) {
        return then(new OperatorSpec.AsyncSpec(FunctionRequests.of(function), options));
    }

    /**
     * Joins each record with the rows that an outside table has for its key.
     *
     * @param key takes the key out of a record; null: there are no rows
     * @param table where it is looked up
     * @param <K> the type of the key
     * @param <V> the type of the rows
     * @return the join: say what is cached and how rows are looked up, then {@code inner} or {@code left}
     */
    public <K, V> LookupJoin<T, K, V> lookupJoin(
            KeySelector<? super T, ? extends @Nullable K> key, LookupFunction<? super K, ? extends V> table) {
        return new LookupJoin<>(this, key, table, AsyncOptions.ordered(), null);
    }

    /**
     * @param others streams of the same type
     * @return all records of all of them; the order between streams is open
     */
    @SafeVarargs
    public final DataStream<T> union(DataStream<? extends T>... others) {
        List<Upstream> all = new ArrayList<>(upstreams);
        for (DataStream<? extends T> other : others) {
            all.addAll(other.upstreams);
        }
        return new DataStream<>(flow, all);
    }

    /**
     * @param key takes the key out of a record
     * @param <K> the type of the key
     * @return the stream, in which all records of a key meet in one place
     */
    public <K> KeyedStream<K, T> keyBy(KeySelector<? super T, K> key) {
        Class<?> type = TypeInference.resultOf(key, KeySelector.class, 1).orElse(Object.class);
        return new KeyedStream<>(flow, with(new Partitioning.Hash(key, type)));
    }

    /**
     * Windows over all records together. One subtask has them all, so prefer {@code keyBy} where there is a key.
     *
     * @param windows which windows a record belongs to
     * @return the windows; what speaks of their key sees 0
     */
    public WindowedStream<Long, T> windowAll(WindowAssigner windows) {
        KeySelector<T, Long> everything = record -> 0L;
        return WindowedStream.of(
                new KeyedStream<>(flow, with(new Partitioning.Hash(everything, Long.class)), 1), windows);
    }

    /** @return the stream, dealt out evenly to the subtasks of the next operator */
    public DataStream<T> rebalance() {
        return new DataStream<>(flow, with(new Partitioning.Rebalance()));
    }

    /** @return the stream, given whole to each subtask of the next operator; see {@link KeyedStream#connect} */
    public BroadcastStream<T> broadcast() {
        return new BroadcastStream<>(flow, with(new Partitioning.Broadcast()));
    }

    /**
     * Gives records their event time. Right behind a source it is done split by split, so that splits read at different
     * speeds do not make each other late.
     *
     * @param timestamp reads the event time off a record, epoch milliseconds
     * @param watermarks how the watermark follows
     * @return the stream with timestamps and watermarks
     */
    public DataStream<T> eventTime(TimestampFunction<? super T> timestamp, WatermarkStrategy<? super T> watermarks) {
        return eventTime(new OperatorSpec.EventTime(timestamp, watermarks));
    }

    /**
     * Makes watermarks of the event times that the source has given its records. A record without one fails the job.
     *
     * @param watermarks how the watermark follows
     * @return the stream with watermarks
     */
    public DataStream<T> eventTime(WatermarkStrategy<? super T> watermarks) {
        return eventTime(new OperatorSpec.EventTime(null, watermarks));
    }

    private DataStream<T> eventTime(OperatorSpec.EventTime eventTime) {
        if (upstreams.size() == 1
                && upstreams.get(0).tag() == null
                && upstreams.get(0).node().spec instanceof OperatorSpec.SourceSpec source
                && source.eventTime() == null
                && !flow.isRead(upstreams.get(0).node())) {
            upstreams.get(0).node().spec = new OperatorSpec.SourceSpec(source.source(), eventTime);
            return this;
        }
        return then(new OperatorSpec.EventTimeSpec(eventTime));
    }

    /**
     * @param tag a side output of the operator that makes this stream
     * @param <X> the type of its records
     * @return what the operator put there
     */
    public <X> DataStream<X> sideOutput(OutputTag<X> tag) {
        return new DataStream<>(flow, List.of(new Upstream(maker("sideOutput"), tag, new Partitioning.Forward())));
    }

    /**
     * Ends the stream.
     *
     * @param name the sink's name and uid
     * @param sink where it is written
     * @return the sink, to set its uid or parallelism
     */
    public SinkHandle sink(String name, Sink<? super T> sink) {
        return end(name, new OperatorSpec.SinkSpec(sink));
    }

    /**
     * Ends the stream in another reactive system, without a guarantee over failures.
     *
     * @param name the sink's name
     * @param sink what it is handed to
     * @return the sink, to set its parallelism
     */
    public SinkHandle publish(String name, ReactiveSink<? super T> sink) {
        return end(name, new OperatorSpec.ReactiveSinkSpec(sink));
    }

    /**
     * @param name what people call the operator that makes this stream; its uid too, unless it is given one
     * @return this
     */
    public DataStream<T> name(String name) {
        maker("name").name = name;
        return this;
    }

    /**
     * @param uid by which the state of the operator that makes this stream is found again; it must never change
     * @return this
     */
    public DataStream<T> uid(String uid) {
        maker("uid").uid = uid;
        return this;
    }

    /**
     * @param parallelism how many subtasks the operator that makes this stream has; otherwise the job's setting
     * @return this
     */
    public DataStream<T> parallelism(int parallelism) {
        maker("parallelism").parallelism = parallelism;
        return this;
    }

    <R> DataStream<R> then(OperatorSpec spec) {
        return new DataStream<>(flow, flow.add(spec, edges(0)));
    }

    List<GraphEdge> edges(int input) {
        return upstreams.stream().map(upstream -> upstream.edge(input)).toList();
    }

    private SinkHandle end(String name, OperatorSpec spec) {
        Node node = flow.add(spec, edges(0));
        node.name = name;
        return new SinkHandle(node);
    }

    private List<Upstream> with(Partitioning partitioning) {
        return upstreams.stream().map(upstream -> upstream.with(partitioning)).toList();
    }

    private Node maker(String what) {
        if (upstreams.size() != 1) {
            throw new DefinitionException("." + what
                    + "() speaks of the operator before it, but a union is none: put it behind one of its inputs");
        }
        return upstreams.get(0).node();
    }
}
