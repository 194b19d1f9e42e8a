package dev.sluice.runtime.operator;

import dev.sluice.api.graph.OperatorSpec.IntervalJoinSpec;
import dev.sluice.api.join.ProcessJoinFunction;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.runtime.data.Batch;
import java.util.NavigableSet;

/**
 * Joins records of two inputs whose times are near enough. Each side is kept by slices of time, each with a table by
 * key, so that what no partner can come for any more is dropped a slice at a time, without a timer for each record or
 * key. A record is compared with those of the few slices that its partners can be in. Copied for each function.
 */
final class IntervalJoinOperator extends KeyedOperator {
    /** A slice is not shorter, however near partners have to be, so that there are few of them. */
    private static final long SHORTEST_SLICE = 1_000;

    private final long lower;
    private final long upper;
    private final long slice;
    private final ProcessJoinFunction<Object, Object, Object> function;
    private final Namespaces<KeyedValues<Object>> left;
    private final Namespaces<KeyedValues<Object>> right;
    private final LateRecords lateLeft;
    private final LateRecords lateRight;
    private final TimestampedCollector collector = new TimestampedCollector();
    private final JoinedPair pair = new JoinedPair(collector);

    @SuppressWarnings("unchecked") // the definition's types fit together
    IntervalJoinOperator(IntervalJoinSpec spec, KeyKind kind, OperatorContext context) {
        super(kind, context);
        lower = spec.lower();
        upper = spec.upper();
        slice = Math.max(SHORTEST_SLICE, (upper - lower) / 2 + 1);
        function = (ProcessJoinFunction<Object, Object, Object>) spec.function();
        ValueType<Object> type = TimedRecords.type(context.sharing());
        left = store.values("left", type);
        right = store.values("right", type);
        lateLeft = new LateRecords(spec.lateLeft(), context.counters().apply("late"));
        lateRight = new LateRecords(spec.lateRight(), context.counters().apply("late"));
    }

    @Override
    public void open() throws Exception {
        function.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        collector.into(out);
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                long time = Batch.required(in.timestamps[i]);
                if (time <= watermark()) {
                    (input == 0 ? lateLeft : lateRight).accept(in.value(i), time, out);
                } else {
                    pointAt(in, i);
                    join(input == 0, in.value(i), time);
                }
            }
        } finally {
            in.next(i);
        }
    }

    private void join(boolean isLeft, Object record, long time) throws Exception {
        long from = isLeft ? time + lower : time - upper;
        long to = isLeft ? time + upper : time - lower;
        long keptUntil = isLeft ? time + upper : time - lower;
        if (keptUntil > watermark()) { // else whoever could come for it is late
            Namespaces<KeyedValues<Object>> own = isLeft ? left : right;
            KeyedValues<Object> ofSlice = own.at(sliceOf(time));
            TimedRecords records = (TimedRecords) ofSlice.get(key);
            if (records == null) {
                records = new TimedRecords();
            }
            records.add(record, time);
            ofSlice.put(key, records);
        }
        Namespaces<KeyedValues<Object>> others = isLeft ? right : left;
        NavigableSet<Long> slices = others.all().subSet(sliceOf(from), true, sliceOf(to), true);
        for (long start : slices) {
            KeyedValues<Object> ofSlice = others.find(start);
            TimedRecords partners = ofSlice == null ? null : (TimedRecords) ofSlice.get(key);
            if (partners != null) {
                join(isLeft, record, time, partners, from, to);
            }
        }
    }

    private void join(boolean isLeft, Object record, long time, TimedRecords partners, long from, long to)
            throws Exception {
        for (int i = 0; i < partners.size(); i++) {
            long other = partners.time(i);
            if (other < from || other > to) {
                continue;
            }
            // The function may change what it gets: what is kept is not given away.
            Object own = context.sharing().own(record);
            Object partner = context.sharing().own(partners.value(i));
            pair.at(isLeft ? time : other, isLeft ? other : time);
            collector.at(pair.timestamp());
            if (isLeft) {
                function.process(own, partner, pair, collector);
            } else {
                function.process(partner, own, pair, collector);
            }
        }
    }

    private long sliceOf(long time) {
        return Math.floorDiv(time, slice) * slice;
    }

    @Override
    boolean fire(long time, Emitter out) {
        // A left record at l has partners until l + upper, a right one at r until r - lower.
        drop(left, minus(time, upper));
        drop(right, minus(time, -lower));
        return true;
    }

    private static long minus(long time, long distance) {
        long result = time - distance;
        boolean overflow = ((time ^ distance) & (time ^ result)) < 0;
        return overflow ? (time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : result;
    }

    /** Drops slices of which nothing is later than a time. */
    private void drop(Namespaces<KeyedValues<Object>> side, long time) {
        while (!side.all().isEmpty() && side.all().first() <= minus(time, slice - 1)) {
            side.drop(side.all().first());
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        function.close();
    }
}
