package dev.sluice.runtime.operator;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.function.UserFunction;
import dev.sluice.api.graph.Finish;
import dev.sluice.api.graph.Fold;
import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.api.join.CoGroupFunction;
import dev.sluice.api.join.KeepsRecords;
import dev.sluice.api.window.ProcessWindowFunction;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.WindowFunction;
import dev.sluice.api.window.WindowResultFunction;
import dev.sluice.persistence.state.KeyCursor;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a window's results of what it kept. */
final class WindowOutput {
    private final Finish finish;
    private final boolean elements;
    private final TimestampedCollector collector = new TimestampedCollector();
    private final Surroundings surroundings = new Surroundings();
    private final KeyedOperator operator;
    private @Nullable KeyCursor stateKey;

    WindowOutput(WindowSpec spec, KeyedOperator operator) {
        finish = spec.finish();
        elements = spec.fold() instanceof Fold.Elements;
        this.operator = operator;
        if (finish instanceof Finish.CoGroup with && with.function() instanceof KeepsRecords keeper) {
            keeper.copyWith(operator.context.sharing()::own);
        }
        // A cursor of its own: windows fire while that of the operator is elsewhere.
        if (finish instanceof Finish.Process with
                && !with.function().declaredState().declarations().isEmpty()) {
            KeyCursor cursor = new KeyCursor(operator.key.kind(), operator.context.maxParallelism());
            StateTime time = new Time();
            // The prefix keeps them apart from the operator's own.
            StateCells cells = operator.declare(
                    with.function().declaredState().declarations(), StateTypes.OF_WINDOW_FUNCTION, cursor, time);
            with.function().declaredState().bind(new BoundState(cells, operator.context.sharing(), time));
            stateKey = cursor;
        }
    }

    void emit(Object key, Window window, Object result, Emitter out) throws Exception {
        emit(key, window, result, window.maxTimestamp(), out);
    }

    /** @param time of the results, where the window's end does not tell it */
    @SuppressWarnings("unchecked") // the definition's types fit together
    void emit(Object key, Window window, Object result, long time, Emitter out) throws Exception {
        if (finish instanceof Finish.Result with) {
            WindowResultFunction<Object, Object, Object> function =
                    (WindowResultFunction<Object, Object, Object>) with.function();
            out.emit(function.apply(window, key, result), time);
        } else if (finish instanceof Finish.Apply with) {
            WindowFunction<Object, Object, Object> function = (WindowFunction<Object, Object, Object>) with.function();
            collector.into(out);
            collector.at(time);
            function.apply(key, window, elements(result), collector);
        } else if (finish instanceof Finish.Process with) {
            ProcessWindowFunction<Object, Object, Object> function =
                    (ProcessWindowFunction<Object, Object, Object>) with.function();
            enter(key, window, time, out);
            function.process(key, surroundings, elements(result), collector);
            operator.sweep(0);
        } else if (finish instanceof Finish.CoGroup with) {
            CoGroupFunction<Object, Object, Object, Object> function =
                    (CoGroupFunction<Object, Object, Object, Object>) with.function();
            Sides sides = (Sides) result;
            collector.into(out);
            collector.at(time);
            function.coGroup(
                    key,
                    window,
                    Collections.unmodifiableList(sides.left),
                    Collections.unmodifiableList(sides.right),
                    collector);
        } else {
            out.emit(result, time);
        }
    }

    /** A window with state of its own is dropped. */
    void clear(Object key, Window window, long time, Emitter out) throws Exception {
        if (finish instanceof Finish.Process with) {
            enter(key, window, time, out);
            with.function().clear(surroundings);
        }
    }

    private void enter(Object key, Window window, long time, Emitter out) {
        collector.into(out);
        collector.at(time);
        surroundings.window = window;
        if (stateKey != null) {
            stateKey.pointBoxed(key);
        }
    }

    @SuppressWarnings("unchecked") // ListFolder's results
    private Iterable<Object> elements(Object result) {
        return elements ? (Iterable<Object>) result : List.of(result);
    }

    void open(TaskInfo task) throws Exception {
        UserFunction stateless = stateless();
        if (stateless != null) {
            stateless.open(task);
        } else if (finish instanceof Finish.Process with) {
            operator.checkRestored();
            FunctionLife.open(with.function(), task);
        }
    }

    void close() throws Exception {
        UserFunction stateless = stateless();
        if (stateless != null) {
            stateless.close();
        } else if (finish instanceof Finish.Process with) {
            FunctionLife.close(with.function());
        }
    }

    private @Nullable UserFunction stateless() {
        if (finish instanceof Finish.Result with) {
            return with.function();
        }
        if (finish instanceof Finish.CoGroup with) {
            return with.function();
        }
        return finish instanceof Finish.Apply with ? with.function() : null;
    }

    /** The time of the window that fires: what state it finds does not depend on how far the watermark goes. */
    private final class Time implements StateTime {
        @Override
        public long processingTime() {
            return operator.context.clock().millis();
        }

        @Override
        public long eventTime() {
            long end = Math.max(operator.watermark(), surroundings.window.maxTimestamp());
            return Math.min(operator.currentWatermark(), end);
        }

        @Override
        public long eventTimestamp() {
            return eventTime();
        }
    }

    private final class Surroundings implements ProcessWindowFunction.Context {
        private Window window = Window.GLOBAL;

        @Override
        public Window window() {
            return window;
        }

        @Override
        public long currentWatermark() {
            return operator.currentWatermark();
        }

        @Override
        public long currentProcessingTime() {
            return operator.context.clock().millis();
        }

        @Override
        public <X> void output(OutputTag<X> tag, X record) {
            collector.emitter().emit(tag, record, collector.timestamp());
        }
    }
}
