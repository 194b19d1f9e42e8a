package dev.sluice.runtime.operator;

import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.data.Batch;
import java.util.ArrayList;
import java.util.List;

/** {@code process} without keys, with state of the subtask. */
final class StatefulProcessOperator implements Operator {
    private final StatefulProcessFunction<Object, Object> function;
    private final OperatorContext context;
    private final OperatorLists lists;
    private final RestoredStates declared;
    private final ProcessOperator records;

    StatefulProcessOperator(StatefulProcessFunction<Object, Object> function, OperatorContext context) {
        this.function = function;
        this.context = context;
        lists = new OperatorLists(context.task(), context.sharing());
        declared = new RestoredStates(
                RestoredStates.OF_FUNCTION, function.declaredState().declarations(), context.codec());
        records = new ProcessOperator(function::process, context);
        function.declaredState().bind(lists);
    }

    @Override
    public void open() throws Exception {
        declared.check(context.task().operator());
        lists.redistribute();
        function.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        records.process(input, in, out);
    }

    @Override
    public boolean onWatermark(long time, Emitter out) {
        return records.onWatermark(time, out);
    }

    @Override
    public OperatorSnapshot snapshot(SnapshotRequest request) {
        List<OperatorSnapshot> parts = new ArrayList<>();
        declared.snapshot(parts);
        lists.snapshot(parts, context.codec());
        return OperatorSnapshot.of(parts);
    }

    @Override
    public void restore(Chunk chunk) {
        if (!declared.restore(chunk) && !lists.restore(chunk, context.codec())) {
            Operator.super.restore(chunk);
        }
    }

    @Override
    public void close() throws Exception {
        function.close();
    }
}
