package dev.sluice.runtime.operator;

import dev.sluice.api.function.ReduceFunction;
import dev.sluice.api.function.TaskInfo;

/** A reduction: the accumulator is a record. Copied for each function. */
final class ReduceFolder implements Folder {
    private final ReduceFunction<Object> function;
    private final OperatorContext context;

    ReduceFolder(ReduceFunction<Object> function, OperatorContext context) {
        this.function = function;
        this.context = context;
    }

    @Override
    public Class<?> functionClass() {
        return function.getClass();
    }

    @Override
    public Object first(Object record) {
        return record;
    }

    @Override
    public Object add(Object accumulator, Object record) throws Exception {
        return Folder.kept(function.reduce(accumulator, record), "reduce");
    }

    @Override
    public Object merge(Object into, Object other) throws Exception {
        return Folder.kept(function.reduce(into, context.sharing().own(other)), "reduce");
    }

    @Override
    public Object copy(Object accumulator) {
        return context.sharing().own(accumulator);
    }

    @Override
    public Object result(Object accumulator) {
        return accumulator;
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
