package dev.sluice.runtime.operator;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.graph.Fold;
import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.ValueType;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** What a window does with its records, whichever way the definition put it. */
interface Folder {
    ClassCopies<Folder> AGGREGATING = new ClassCopies<>(MethodHandles.lookup(), AggregateFolder.class);
    ClassCopies<Folder> REDUCING = new ClassCopies<>(MethodHandles.lookup(), ReduceFolder.class);

    /** Says by which input the records come that follow, where that makes a difference. */
    default void from(int input) {}

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

    /** The class of the user's function, for which loops around this are copied. */
    Class<?> functionClass();

    default ValueType<Object> type() {
        return new ValueType<>(this::copy, null);
    }

    /** The type of the accumulators of a function that makes them anew. */
    static ValueType<Object> typeOf(Folder folder, AggregateFunction<Object, Object, Object> function) {
        return new ValueType<>(folder::copy, () -> kept(function.createAccumulator(), "createAccumulator"));
    }

    @SuppressWarnings("unchecked") // the definition's types fit together
    static Folder of(Fold fold, OperatorContext context) {
        if (fold instanceof Fold.Aggregate aggregate) {
            return of((AggregateFunction<Object, Object, Object>) aggregate.function(), context);
        }
        if (fold instanceof Fold.Reduce reduce) {
            return REDUCING.create(reduce.function().getClass(), reduce.function(), context);
        }
        return fold instanceof Fold.Sides ? new SidesFolder(context) : new ListFolder(context);
    }

    /** Refuses null, which nothing could be folded into. */
    static Object kept(@Nullable Object value, String method) {
        return checked(value, method);
    }

    /** The same for a value of a known type. */
    static <V> V checked(@Nullable V value, String method) {
        if (value == null) {
            throw new NullPointerException(method + " returned null: it must return a value, for nothing as well");
        }
        return value;
    }

    static Folder of(AggregateFunction<Object, Object, Object> function, OperatorContext context) {
        return AGGREGATING.create(function.getClass(), function, context);
    }
}
