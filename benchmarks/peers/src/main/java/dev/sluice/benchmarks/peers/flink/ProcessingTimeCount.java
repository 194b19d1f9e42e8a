package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.result.UserBids;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts per bidder and window of processing time. Flink's own windows of processing time drop what is open when the
 * input ends; the timer at the end of event time emits it.
 */
final class ProcessingTimeCount extends KeyedProcessFunction<Long, Long, Object> {
    private final long size;
    private transient ValueState<Pair> open; // key: the window's start; value: the count

    ProcessingTimeCount(long size) {
        this.size = size;
    }

    @Override
    public void open(OpenContext context) {
        open = getRuntimeContext().getState(new ValueStateDescriptor<>("open", Pair.TYPE));
    }

    @Override
    public void processElement(Long bidder, Context context, Collector<Object> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        Pair window = open.value();
        if (window != null && now >= window.key + size) {
            emit(bidder, window, out); // its timer is due, but has not had its turn
            window = null;
        }
        if (window == null) {
            window = new Pair();
            window.key = now - Math.floorMod(now, size);
            open.update(window);
            context.timerService().registerProcessingTimeTimer(window.key + size);
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
        window.value++;
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Object> out) throws Exception {
        Pair window = open.value();
        if (window != null && (context.timeDomain() == TimeDomain.EVENT_TIME || window.key + size <= time)) {
            emit(context.getCurrentKey(), window, out);
            open.clear();
        }
    }

    private static void emit(long bidder, Pair window, Collector<Object> out) {
        out.collect(new UserBids(bidder, window.value, window.key));
    }
}
