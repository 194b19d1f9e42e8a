package dev.sluice.runtime.operator;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.persistence.state.ValueType;

/** An aggregate. Copied for each function. */
final class AggregateFolder implements Folder {
    private final AggregateFunction<Object, Object, Object> function;
    private final OperatorContext context;

    AggregateFolder(AggregateFunction<Object, Object, Object> function, OperatorContext context) {
        this.function = function;
        this.context = context;
    }

    @Override
    public Class<?> functionClass() {
        return function.getClass();
    }

    @Override
    public Object first(Object record) throws Exception {
        return Folder.kept(function.add(record, Folder.kept(function.createAccumulator(), "createAccumulator")), "add");
    }

    @Override
    public Object add(Object accumulator, Object record) throws Exception {
        return Folder.kept(function.add(record, accumulator), "add");
    }

    @Override
    public Object merge(Object into, Object other) {
        return Folder.kept(function.merge(into, other), "merge");
    }

    @Override
    public Object copy(Object accumulator) {
        Object copy = function.copy(accumulator);
        return copy == null ? context.sharing().own(accumulator) : copy;
    }

    @Override
    public ValueType<Object> type() {
        return Folder.typeOf(this, function); // no lambda here: its copy would not be what a copy of this class is
    }

    /** A result that is the accumulator itself is copied: that one goes on changing. */
    @Override
    public Object result(Object accumulator) {
        Object result = Folder.kept(function.result(accumulator), "result");
        return result == accumulator ? copy(accumulator) : result;
    }

    @Override
    public Object detachedResult(Object accumulator) {
        return result(accumulator); // which shares nothing mutable with the accumulator
    }

    @Override
    public void open(TaskInfo task) throws Exception {
        function.open(task);
    }

    @Override
    public void close() throws Exception {
        function.close();
    }
}
