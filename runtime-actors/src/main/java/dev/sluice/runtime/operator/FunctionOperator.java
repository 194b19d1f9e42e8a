package dev.sluice.runtime.operator;

import dev.sluice.api.function.UserFunction;

/**
 * An operator around a user's function without state.
 *
 * @param <F> the type of the function
 */
abstract class FunctionOperator<F extends UserFunction> implements Operator {
    final F function;
    final OperatorContext context;

    FunctionOperator(F function, OperatorContext context) {
        this.function = function;
        this.context = context;
    }

    @Override
    public void open() throws Exception {
        function.open(context.task());
    }

    @Override
    public void close() throws Exception {
        function.close();
    }
}
