package dev.sluice.runtime.operator;

import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.data.Batch;
import java.util.List;

/** {@code keyBy().connect(broadcast).process()}: input 0 is keyed, input 1 is broadcast. */
final class BroadcastProcessOperator extends TimedOperator {
    static final String STATE = "$broadcast";

    private final KeyedBroadcastProcessFunction<Object, Object, Object, Object> function;
    private final BroadcastState broadcast;
    private boolean restored;

    BroadcastProcessOperator(
            KeyedBroadcastProcessFunction<Object, Object, Object, Object> function,
            KeyKind kind,
            OperatorContext context) {
        this(function, kind, context, new BroadcastState(context.sharing()));
    }

    private BroadcastProcessOperator(
            KeyedBroadcastProcessFunction<Object, Object, Object, Object> function,
            KeyKind kind,
            OperatorContext context,
            BroadcastState broadcast) {
        super(function, kind, context, broadcast);
        this.function = function;
        this.broadcast = broadcast;
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        collector.into(out);
        boolean inBroadcast = input == 1;
        broadcast.writable(inBroadcast);
        int i = in.next();
        int first = i;
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                collector.at(in.timestamps[i]);
                if (inBroadcast) {
                    key.pointNowhere();
                    function.processBroadcast(in.value(i), surroundings, collector);
                } else {
                    pointAt(in, i);
                    function.process(in.value(i), surroundings, collector);
                }
            }
        } finally {
            broadcast.writable(false);
            in.next(i);
        }
        sweep(i - first);
    }

    @Override
    void onTimer(long time) throws Exception {
        function.onTimer(time, surroundings, collector);
    }

    @Override
    void snapshotMore(List<OperatorSnapshot> parts) {
        super.snapshotMore(parts);
        parts.add(OperatorState.of(STATE, broadcast.encode(context.codec())));
    }

    @Override
    void restoreMore(Chunk chunk) {
        if (!chunk.header().state().equals(STATE)) {
            super.restoreMore(chunk);
        } else if (!restored) {
            // All subtasks wrote the same.
            restored = true;
            broadcast.decode(chunk.payload(), context.codec());
        }
    }
}
