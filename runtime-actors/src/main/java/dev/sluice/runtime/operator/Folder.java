package dev.sluice.runtime.operator;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.ReduceFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.graph.Fold;
import dev.sluice.persistence.state.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a window does with its records, whichever way the definition put it. */
interface Folder {

    Object first(Object record) throws Exception;

    Object add(Object accumulator, Object record) throws Exception;

    /** Combines two; may change and return the first, leaves the second as it is. */
    Object merge(Object into, Object other) throws Exception;

    Object copy(Object accumulator);

    Object result(Object accumulator);

    /** The result for a user's function, where the accumulator lives on: the function may change what it gets. */
    default Object detachedResult(Object accumulator) {
        return result(copy(accumulator));
    }

    default void open(TaskInfo task) throws Exception {}

    default void close() throws Exception {}

    default ValueType<Object> type() {
        return new ValueType<>(this::copy);
    }

    @SuppressWarnings("unchecked") // the definition's types fit together
    static Folder of(Fold fold, OperatorContext context) {
        if (fold instanceof Fold.Aggregate aggregate) {
            return of((AggregateFunction<Object, Object, Object>) aggregate.function(), context);
        }
        if (fold instanceof Fold.Reduce reduce) {
            return new Reducing((ReduceFunction<Object>) reduce.function(), context);
        }
        return new Listing(context);
    }

    /** Refuses null, which nothing could be folded into. */
    static Object kept(@Nullable Object value, String method) {
        if (value == null) {
            throw new NullPointerException(method + " returned null: it must return a value, for nothing as well");
        }
        return value;
    }

    static Folder of(AggregateFunction<Object, Object, Object> function, OperatorContext context) {
        return new Aggregating(function, context);
    }

    /** An aggregate. */
    record Aggregating(AggregateFunction<Object, Object, Object> function, OperatorContext context) implements Folder {
        @Override
        public Object first(Object record) throws Exception {
            return kept(function.add(record, kept(function.createAccumulator(), "createAccumulator")), "add");
        }

        @Override
        public Object add(Object accumulator, Object record) throws Exception {
            return kept(function.add(record, accumulator), "add");
        }

        @Override
        public Object merge(Object into, Object other) {
            return kept(function.merge(into, other), "merge");
        }

        @Override
        public Object copy(Object accumulator) {
            Object copy = function.copy(accumulator);
            return copy == null ? context.sharing().own(accumulator) : copy;
        }

        @Override
        public Object result(Object accumulator) {
            return kept(function.result(accumulator), "result");
        }

        @Override
        public Object detachedResult(Object accumulator) {
            return result(accumulator); // which by its contract shares nothing mutable with the accumulator
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

    /** A reduction: the accumulator is a record. */
    record Reducing(ReduceFunction<Object> function, OperatorContext context) implements Folder {
        @Override
        public Object first(Object record) {
            return record;
        }

        @Override
        public Object add(Object accumulator, Object record) throws Exception {
            return kept(function.reduce(accumulator, record), "reduce");
        }

        @Override
        public Object merge(Object into, Object other) throws Exception {
            return kept(function.reduce(into, context.sharing().own(other)), "reduce");
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

    /** All records, in order of arrival. */
    record Listing(OperatorContext context) implements Folder {
        @Override
        public Object first(Object record) {
            return add(new ArrayList<>(), record);
        }

        @Override
        public Object add(Object accumulator, Object record) {
            list(accumulator).add(record);
            return accumulator;
        }

        @Override
        public Object merge(Object into, Object other) {
            for (Object record : list(other)) {
                list(into).add(context.sharing().own(record));
            }
            return into;
        }

        @Override
        public Object copy(Object accumulator) {
            List<Object> copy = new ArrayList<>(list(accumulator));
            copy.replaceAll(context.sharing()::own);
            return copy;
        }

        @Override
        public Object result(Object accumulator) {
            return Collections.unmodifiableList(list(accumulator));
        }

        @SuppressWarnings("unchecked") // made by first()
        private static List<Object> list(Object accumulator) {
            return (List<Object>) accumulator;
        }
    }
}
