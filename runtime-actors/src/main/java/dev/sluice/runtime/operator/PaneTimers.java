package dev.sluice.runtime.operator;

import dev.sluice.api.function.TimerService;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroups;
import java.util.List;
import java.util.Objects;

/**
 * The timers of the current window. Each pane knows its own, so that one that is registered again (as most are with
 * each record) costs a comparison, and those of a window that is dropped are deleted.
 */
final class PaneTimers implements TimerService {
    final Timers eventTime = new Timers("$window-event-timers", PaneTimers::hash);
    final Timers clock = new Timers("$window-clock-timers", PaneTimers::hash);
    private final PaneCells cells;
    private final KeyCursor key;
    private final OperatorContext context;

    PaneTimers(PaneCells cells, KeyCursor key, OperatorContext context) {
        this.cells = cells;
        this.key = key;
        this.context = context;
    }

    private static int hash(Object timer) {
        return KeyGroups.hash(((PaneTimer) timer).key());
    }

    private Pane pane() {
        return Objects.requireNonNull(cells.current, "timers belong to a window, and cannot be used elsewhere");
    }

    private PaneTimer of(Pane pane) {
        Object owner = key.kind().primitive()
                ? (Object) key.number()
                : context.sharing().own(key.object());
        return new PaneTimer(owner, pane.window.start(), pane.window.end());
    }

    @Override
    public void registerEventTimeTimer(long time) {
        Pane pane = pane();
        if (!Pane.has(pane.eventTimers, time)) {
            pane.eventTimers = Pane.with(pane.eventTimers, time);
            eventTime.register(time, of(pane));
        }
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        Pane pane = pane();
        if (!Pane.has(pane.clockTimers, time)) {
            pane.clockTimers = Pane.with(pane.clockTimers, time);
            clock.register(time, of(pane));
        }
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        Pane pane = pane();
        if (Pane.has(pane.eventTimers, time)) {
            pane.eventTimers = Pane.without(pane.eventTimers, time);
            eventTime.delete(time, of(pane));
        }
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        Pane pane = pane();
        if (Pane.has(pane.clockTimers, time)) {
            pane.clockTimers = Pane.without(pane.clockTimers, time);
            clock.delete(time, of(pane));
        }
    }

    /** Deletes all timers of a pane. */
    void forget(Pane pane) {
        for (long time : pane.eventTimers) {
            eventTime.delete(time, of(pane));
        }
        for (long time : pane.clockTimers) {
            clock.delete(time, of(pane));
        }
    }

    void snapshot(List<OperatorSnapshot> parts) {
        parts.add(eventTime.snapshot(context.maxParallelism()));
        parts.add(clock.snapshot(context.maxParallelism()));
    }

    boolean restore(Chunk chunk) {
        for (Timers timers : List.of(eventTime, clock)) {
            if (timers.owns(chunk)) {
                timers.restore(chunk, context.keyGroups(), context.codec());
                return true;
            }
        }
        return false;
    }
}
