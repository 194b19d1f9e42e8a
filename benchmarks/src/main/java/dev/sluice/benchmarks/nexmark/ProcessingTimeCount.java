package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ValueState;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.UserBids;
import java.time.Duration;

/** Counts bids per bidder and window of processing time; what is open when the input ends is emitted then. */
final class ProcessingTimeCount extends KeyedProcessFunction<Long, Bid, UserBids> {
    private static final long END_OF_INPUT = Long.MAX_VALUE;

    private final ValueState<Open> open = valueState("open", Open.class);
    private final long size;

    ProcessingTimeCount(Duration size) {
        this.size = size.toMillis();
    }

    /** A window that is not over yet. */
    static final class Open {
        private long start;
        private long bids;
    }

    @Override
    public void process(Bid bid, Context<Long> context, Collector<UserBids> out) {
        long now = context.currentProcessingTime();
        Open window = open.value();
        if (window != null && now >= window.start + size) {
            emit(window, context, out); // its timer is due, but has not had its turn
            window = null;
        }
        if (window == null) {
            window = new Open();
            window.start = now - Math.floorMod(now, size);
            context.timers().registerProcessingTimeTimer(window.start + size);
            context.timers().registerEventTimeTimer(END_OF_INPUT);
        }
        window.bids++;
        open.update(window);
    }

    @Override
    public void onTimer(long time, TimerContext<Long> context, Collector<UserBids> out) {
        Open window = open.value();
        if (window != null && (context.isEventTime() || window.start + size <= time)) {
            emit(window, context, out);
            open.clear();
        }
    }

    private static void emit(Open window, Context<Long> context, Collector<UserBids> out) {
        out.collect(new UserBids(context.key(), window.bids, window.start));
    }
}
