package dev.sluice.runtime.operator;

import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.graph.Finish;
import dev.sluice.api.graph.Fold;
import dev.sluice.api.window.ProcessWindowFunction;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.WindowResultFunction;
import java.util.List;

/** Makes a window's results of what it kept. */
final class WindowOutput {
    private final Finish finish;
    private final boolean elements;
    private final TimestampedCollector collector = new TimestampedCollector();

    WindowOutput(Finish finish, Fold fold) {
        this.finish = finish;
        elements = fold instanceof Fold.Elements;
    }

    @SuppressWarnings("unchecked") // the definition's types fit together
    void emit(Object key, Window window, Object result, Emitter out) throws Exception {
        if (finish instanceof Finish.Result with) {
            WindowResultFunction<Object, Object, Object> function =
                    (WindowResultFunction<Object, Object, Object>) with.function();
            out.emit(function.apply(window, key, result), window.maxTimestamp());
        } else if (finish instanceof Finish.Process with) {
            ProcessWindowFunction<Object, Object, Object> function =
                    (ProcessWindowFunction<Object, Object, Object>) with.function();
            collector.into(out);
            collector.at(window.maxTimestamp());
            function.process(key, window, elements ? (Iterable<Object>) result : List.of(result), collector);
        } else {
            out.emit(result, window.maxTimestamp());
        }
    }

    void open(TaskInfo task) throws Exception {
        if (finish instanceof Finish.Result with) {
            with.function().open(task);
        } else if (finish instanceof Finish.Process with) {
            with.function().open(task);
        }
    }

    void close() throws Exception {
        if (finish instanceof Finish.Result with) {
            with.function().close();
        } else if (finish instanceof Finish.Process with) {
            with.function().close();
        }
    }
}
