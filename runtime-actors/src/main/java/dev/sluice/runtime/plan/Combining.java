package dev.sluice.runtime.plan;

import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.function.UserFunction;
import dev.sluice.api.graph.Fold;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.api.window.WindowAssigner;
import org.jspecify.annotations.Nullable;

/**
 * What a sender may do with records for a window before they are sent: add up those of a key and slice that would
 * travel together. Then numbers travel instead of records, and one of a popular key instead of many.
 *
 * <p>Only where nobody can tell: the window's aggregate is a number, it has no use for each late record, and the
 * function wants to know nothing of the subtask it runs on.
 *
 * @param operator the window's name, which is that of the one whose function fails
 * @param function adds records up
 * @param slicing what must not be mixed; null where only the receiver knows, which has one slice at a time
 */
public record Combining(
        String operator,
        LongAggregateFunction<Object> function,
        @Nullable Slicing slicing) {

    @SuppressWarnings("unchecked") // the definition's types fit together
    static @Nullable Combining of(GraphNode reader) {
        if (reader.spec() instanceof WindowSpec window
                && window.fold() instanceof Fold.Aggregate aggregate
                && aggregate.function() instanceof LongAggregateFunction<?> function
                && window.lateness() == 0
                && window.lateTag() == null
                && Slicing.serves(window)
                && !wantsToBeOpened(function)) {
            return new Combining(
                    reader.name(),
                    (LongAggregateFunction<Object>) function,
                    window.windows() instanceof WindowAssigner.ProcessingTime ? null : Slicing.of(window.windows()));
        }
        return null;
    }

    private static boolean wantsToBeOpened(UserFunction function) {
        try {
            return function.getClass().getMethod("open", TaskInfo.class).getDeclaringClass() != UserFunction.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // it is a UserFunction
        }
    }
}
