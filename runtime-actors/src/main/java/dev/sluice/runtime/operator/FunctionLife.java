package dev.sluice.runtime.operator;

import dev.sluice.api.function.StatefulFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.function.UserFunction;

/** Opens and closes a function together with those of the state that it declares. */
final class FunctionLife {
    private FunctionLife() {}

    static void open(StatefulFunction function, TaskInfo task) throws Exception {
        for (UserFunction each : function.stateFunctions()) {
            each.open(task);
        }
        function.open(task);
    }

    static void close(StatefulFunction function) throws Exception {
        for (UserFunction each : function.stateFunctions()) {
            each.close();
        }
        function.close();
    }
}
