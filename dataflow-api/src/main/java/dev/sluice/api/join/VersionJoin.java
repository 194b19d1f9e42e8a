package dev.sluice.api.join;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.state.ListState;
import dev.sluice.api.window.TimedValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins each left record with the version of the right side that was valid at its time: the latest right record that is
 * not later. A left record waits until the watermark says that no other version can come for it. Versions that no later
 * record can need are dropped.
 *
 * @param <K> the type of the key
 * @param <A> the type of the left records
 * @param <B> the type of the versions
 * @param <R> the type of the results
 */
public final class VersionJoin<K, A, B, R> extends KeyedJoin<K, A, B, R, R> {
    private final boolean keepsLeft;

    @SuppressWarnings("rawtypes") // as the class of a list's elements has to be
    private final ListState<TimedValue> waiting = listState("waiting", TimedValue.class);

    @SuppressWarnings("rawtypes")
    private final ListState<TimedValue> versions = listState("versions", TimedValue.class);

    /**
     * @param keepsLeft whether a left record is emitted that has no version
     * @param function makes the results
     */
    public VersionJoin(boolean keepsLeft, JoinFunction<? super A, ? super B, R> function) {
        super(function);
        this.keepsLeft = keepsLeft;
    }

    @Override
    public void processFirst(A record, KeyedProcessFunction.Context<K> context, Collector<R> out) throws Exception {
        long time = required(context.timestamp());
        if (time <= context.currentWatermark()) {
            join(record, time, sorted(), out); // late: what is known now is all there will be
        } else {
            waiting.add(new TimedValue<>(record, time));
            context.timers().registerEventTimeTimer(time);
        }
    }

    @Override
    public void processSecond(B record, KeyedProcessFunction.Context<K> context, Collector<R> out) {
        long time = required(context.timestamp());
        versions.add(new TimedValue<>(record, time));
        if (time <= context.currentWatermark()) {
            forget(context.currentWatermark());
        } else {
            context.timers().registerEventTimeTimer(time);
        }
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // only such records are put there
    public void onTimer(long time, KeyedProcessFunction.TimerContext<K> context, Collector<R> out) throws Exception {
        List<TimedValue<B>> known = sorted();
        List<TimedValue> left = new ArrayList<>();
        for (TimedValue record : waiting.get()) {
            if (record.timestamp() <= time) {
                join((A) record.value(), record.timestamp(), known, out);
            } else {
                left.add(record);
            }
        }
        waiting.update(left);
        forget(time);
    }

    private void join(A record, long time, List<TimedValue<B>> known, Collector<R> out) throws Exception {
        @Nullable B valid = null;
        for (TimedValue<B> version : known) {
            if (version.timestamp() > time) {
                break;
            }
            valid = version.value();
        }
        if (valid != null || keepsLeft) {
            out.collect(pairs.of(record, valid));
        }
    }

    /** Of those that are not later than a time, only the last is needed. */
    @SuppressWarnings("rawtypes")
    private void forget(long time) {
        List<TimedValue<B>> known = sorted();
        int needed = 0;
        while (needed + 1 < known.size() && known.get(needed + 1).timestamp() <= time) {
            needed++;
        }
        if (needed > 0) {
            versions.update(new ArrayList<TimedValue>(known.subList(needed, known.size())));
        }
    }

    /** Of two versions of one time the one that came later is the later one. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private List<TimedValue<B>> sorted() {
        List<TimedValue<B>> sorted = new ArrayList<>();
        for (TimedValue version : versions.get()) {
            sorted.add(version);
        }
        sorted.sort(Comparator.comparingLong(TimedValue::timestamp));
        return sorted;
    }

    private static long required(long timestamp) {
        if (timestamp == ProcessFunction.Context.NO_TIMESTAMP) {
            throw new IllegalStateException("the record has no event time: add .eventTime(...) behind its source");
        }
        return timestamp;
    }
}
