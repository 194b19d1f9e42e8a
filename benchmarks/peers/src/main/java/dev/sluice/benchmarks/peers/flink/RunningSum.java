package dev.sluice.benchmarks.peers.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The running sum per key. The state is changed in place, so that a key costs one look-up: on the heap that is safe,
 * for Flink copies the value before if a checkpoint still needs it. The output is the event with its new value.
 */
final class RunningSum extends KeyedProcessFunction<Long, Pair, Pair> {
    private transient ValueState<Counter> sum;

    @Override
    public void open(OpenContext context) {
        sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Counter.TYPE));
    }

    @Override
    public void processElement(Pair event, Context context, Collector<Pair> out) throws Exception {
        Counter now = sum.value();
        if (now == null) {
            now = new Counter();
            sum.update(now);
        }
        now.count += event.value;
        event.value = now.count;
        out.collect(event);
    }
}
