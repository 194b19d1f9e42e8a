package dev.sluice.runtime.golden;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.join.JoinType;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Evictors;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A job with an operator of every kind that keeps state. What it emits behind the gate depends on what it holds there.
 *
 * @param gate whether the sources go on
 * @param out where all results go
 */
record GoldenJob(AtomicBoolean gate, Sink<String> out) implements JobDefinition {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HALF = Duration.ofMillis(500);

    @Override
    public String name() {
        return "golden";
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        flow.maxParallelism(4);
        DataStream<Parcel> in = parcels(flow, "in", 120, 60, Parcel::of);
        KeyedStream<Integer, Parcel> byShelf = in.keyBy(Parcel::shelf);
        KeyedStream<Long, Parcel> byNumber = in.keyBy(parcel -> parcel.id() % 6);
        KeyedStream<String, Parcel> byOwner = in.keyBy(Parcel::owner);
        KeyedStream<Integer, Parcel> others =
                parcels(flow, "others", 60, 30, i -> Parcel.of(i * 2 + 1)).keyBy(Parcel::shelf);
        DataStream<Parcel> limits = parcels(flow, "limits", 10, 10, Parcel::of);
        List<DataStream<String>> all = new ArrayList<>();

        all.add(named("keeper", byOwner.process(new Keeper())));
        all.add(named("both", byShelf.connect(others).process(new Sides.Both())));
        all.add(named("judge", byShelf.connect(limits.broadcast()).process(new Sides.Judge())));
        all.add(named("log", in.process(new Sides.Log()).parallelism(1)));

        all.add(named(
                "rolling-long", byNumber.aggregate(Aggregates.sum(Parcel::volume), (key, sum) -> key + " " + sum)));
        all.add(named("rolling-of-owner", byOwner.aggregate(Aggregates.count(), (key, n) -> key + " " + n)));
        all.add(named("rolling-row", byShelf.aggregate(new Keeper.Weighing(), (key, w) -> key + " " + w)));
        all.add(named("rolling-object", byNumber.aggregate(Aggregates.max(Parcel::owner), (key, m) -> key + " " + m)));
        all.add(named("reduced", byNumber.reduce((a, b) -> a.volume() > b.volume() ? a : b)));

        all.add(named(
                "tumbling-long",
                byNumber.window(Windows.tumbling(SECOND))
                        .aggregate(Aggregates.count(), (window, key, n) -> key + " " + window.end() + " " + n)));
        all.add(named(
                "tumbling-row",
                byShelf.window(Windows.tumbling(SECOND))
                        .aggregate(new Keeper.Weighing(), (window, key, w) -> key + " " + window.end() + " " + w)));
        all.add(named(
                "sliding-object",
                byOwner.window(Windows.sliding(SECOND, HALF))
                        .aggregate(
                                Aggregates.of(
                                        Aggregates.count(),
                                        Aggregates.average(Parcel::volume),
                                        Aggregates.max(Parcel::size)),
                                (window, key, n, mean, max) ->
                                        key + " " + window.end() + " " + n + " " + mean + " " + max)));
        all.add(named(
                "sliding-all",
                in.windowAll(Windows.sliding(SECOND, HALF))
                        .aggregate(
                                Aggregates.countDistinct(Parcel::shelf), (window, key, n) -> window.end() + " " + n)));
        all.add(named(
                "session-row",
                byShelf.window(Windows.session(Duration.ofMillis(300)))
                        .allowedLateness(Duration.ofMillis(100))
                        .aggregate(new Keeper.Weighing(), (window, key, w) -> key + " " + window + " " + w)));
        all.add(named(
                "session-reduced",
                byNumber.window(Windows.session(Duration.ofMillis(400)))
                        .reduce((a, b) -> a.volume() > b.volume() ? a : b)));
        all.add(named(
                "session-dynamic",
                byOwner.window(Windows.<Parcel>session(parcel -> 40 + parcel.id() % 90))
                        .apply((key, window, parcels, collector) ->
                                collector.collect(key + " " + window + " " + ids(parcels)))));
        all.add(named(
                "panes",
                byShelf.window(Windows.sliding(SECOND, HALF))
                        .trigger(Triggers.<Parcel>endOfWindow().early(Triggers.count(2)))
                        .evictor(Evictors.count(3))
                        .apply((key, window, parcels, collector) ->
                                collector.collect(key + " " + window + " " + ids(parcels)))));
        all.add(named(
                "counted",
                byNumber.window(Windows.count(5, 3))
                        .apply((key, window, parcels, collector) -> collector.collect(key + " " + ids(parcels)))));
        all.add(named(
                "firings",
                byShelf.window(Windows.cumulative(SECOND, HALF))
                        .aggregate(Aggregates.sum(Parcel::volume), new Sides.Firings())));
        all.add(named(
                "clock",
                byShelf.window(Windows.tumbling(SECOND).inProcessingTime())
                        .aggregate(Aggregates.count(), (window, key, n) -> key + " " + window.end() + " " + n)));

        var join = byShelf.join(others);
        all.add(named("join-window", join.window(Windows.tumbling(SECOND)).full(GoldenJob::pair)));
        all.add(named("join-between", join.between(HALF.negated(), HALF).inner(GoldenJob::pair)));
        all.add(named("join-version", join.asOf(GoldenJob::pair)));
        all.add(named("join-all", join.inner(GoldenJob::some)));
        all.add(named(
                "join-changes",
                join.changes(
                        JoinType.FULL,
                        GoldenJob::some,
                        StateTtl.of(Duration.ofHours(1)).inEventTime())));

        DataStream<String> everything = all.get(0);
        for (DataStream<String> one : all.subList(1, all.size())) {
            everything = everything.union(one);
        }
        everything.sink("out", out).parallelism(1);
    }

    private DataStream<Parcel> parcels(Dataflow flow, String name, long count, long gateAt, LongFunction<Parcel> of) {
        return flow.source(name, new Deliveries(count, gateAt, gate, of))
                .eventTime(Parcel::time, Watermarks.boundedOutOfOrderness(Duration.ofMillis(200)));
    }

    private static DataStream<String> named(String name, DataStream<?> stream) {
        return stream.name(name).map(line -> name + ": " + line);
    }

    /** Several in one, as there are very many. */
    private static String some(@Nullable Parcel left, @Nullable Parcel right) {
        return (left == null ? "-" : left.id() % 20) + " " + (right == null ? "-" : right.id() % 4);
    }

    private static String pair(@Nullable Parcel left, @Nullable Parcel right) {
        return (left == null ? "-" : left.id()) + " " + (right == null ? "-" : right.id());
    }

    private static String ids(Iterable<Parcel> parcels) {
        StringJoiner ids = new StringJoiner(",");
        parcels.forEach(parcel -> ids.add(String.valueOf(parcel.id())));
        return ids.toString();
    }

    /** In steps of the same size, so that watermarks come at the same places. */
    private record Deliveries(long count, long gateAt, AtomicBoolean gate, LongFunction<Parcel> of)
            implements Source<Parcel> {
        private static final int STEP = 10;

        @Override
        public List<Split> splits(int parallelism) {
            return List.of(new Split("0", 0, count));
        }

        @Override
        public SourceReader<Parcel> open(Split split, long position, SourceContext context) {
            return new SourceReader<>() {
                private long next = position;

                @Override
                public Status read(SourceOutput<Parcel> out, int limit) {
                    if (next == count) {
                        return Status.END;
                    }
                    if (next >= gateAt && !gate.get()) {
                        return Status.IDLE;
                    }
                    for (int i = 0; i < STEP && next < count; i++, next++) {
                        out.emit(of.apply(next));
                    }
                    return next == count ? Status.END : Status.MORE;
                }

                @Override
                public long position() {
                    return next;
                }
            };
        }
    }
}
