package dev.sluice.runtime.operator;

import dev.sluice.api.function.StatefulFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.function.TimerService;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.TriggerResult;
import dev.sluice.api.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Asks a trigger, whose state and timers are those of the current window. */
final class PaneTriggers {
    private final Trigger<Object> trigger;
    private final List<StatefulFunction> all = new ArrayList<>();
    private final PaneCells cells;
    private final Surroundings surroundings;
    private List<Pane> merged = List.of();

    /** @param timers those of the current window */
    PaneTriggers(Trigger<Object> trigger, PaneCells cells, TimerService timers, KeyedOperator operator) {
        this.trigger = trigger;
        this.cells = cells;
        surroundings = new Surroundings(timers, operator);
        bind(trigger, operator);
    }

    private void bind(Trigger<?> one, KeyedOperator operator) {
        one.declaredState().bind(new BoundState(cells, operator.context.sharing()));
        all.add(one);
        one.children().forEach(child -> bind(child, operator));
    }

    void open(TaskInfo task) throws Exception {
        for (StatefulFunction one : all) {
            FunctionLife.open(one, task);
        }
    }

    void close() throws Exception {
        for (StatefulFunction one : all) {
            FunctionLife.close(one);
        }
    }

    TriggerResult onElement(Object record, long time, Window window) throws Exception {
        return Objects.requireNonNull(trigger.onElement(record, time, window, surroundings), "the trigger's result");
    }

    TriggerResult onTimer(boolean eventTime, long time, Window window) throws Exception {
        TriggerResult result = eventTime
                ? trigger.onEventTime(time, window, surroundings)
                : trigger.onProcessingTime(time, window, surroundings);
        return Objects.requireNonNull(result, "the trigger's result");
    }

    /** The current pane has come out of others, and has no state yet. */
    void onMerge(Window window, List<Pane> from) throws Exception {
        merged = from;
        try {
            trigger.onMerge(window, surroundings);
        } finally {
            merged = List.of();
        }
    }

    void clear(Window window) throws Exception {
        trigger.clear(window, surroundings);
    }

    private final class Surroundings implements Trigger.MergeContext {
        private final TimerService timers;
        private final KeyedOperator operator;

        Surroundings(TimerService timers, KeyedOperator operator) {
            this.timers = timers;
            this.operator = operator;
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
        public TimerService timers() {
            return timers;
        }

        @Override
        public <V> void merge(ValueState<V> state, BinaryOperator<V> how) {
            Pane into = cells.current;
            @Nullable V all = null;
            for (Pane pane : merged) {
                cells.current = pane;
                V one = state.value();
                if (one != null) {
                    all = all == null ? one : how.apply(all, one);
                }
            }
            cells.current = into;
            if (all != null) {
                state.update(all);
            }
        }

        @Override
        public <V> void merge(ReducingState<V> state) throws Exception {
            Pane into = cells.current;
            for (Pane pane : merged) {
                cells.current = pane;
                V one = state.get();
                cells.current = into;
                if (one != null) {
                    state.add(one);
                }
            }
        }

        @Override
        public <E> void merge(ListState<E> state) {
            Pane into = cells.current;
            List<E> all = new ArrayList<>();
            for (Pane pane : merged) {
                cells.current = pane;
                all.addAll(state.get());
            }
            cells.current = into;
            state.update(all);
        }
    }
}
