package dev.sluice.runtime.operator;

import dev.sluice.api.function.TimerService;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.TimerQueue;
import dev.sluice.persistence.state.format.TimerChunk;
import java.util.Objects;

/**
 * The timers of the current window. Each pane knows its own, so that one that is registered again (as most are with
 * each record) costs a comparison; the store has them by key, once for all panes of the key that wait for the same
 * time.
 */
final class PaneTimers implements TimerService {
    private static final String EVENT_TIME = "$window-event-timers";
    private static final String CLOCK = "$window-clock-timers";

    final TimerQueue eventTime;
    final TimerQueue clock;
    private final KeyedStateStore store;
    private final OperatorContext context;
    private final PaneCells cells;
    private final KeyPanes panes;
    private final KeyCursor key;

    PaneTimers(KeyedStateStore store, OperatorContext context, PaneCells cells, KeyPanes panes, KeyCursor key) {
        this.store = store;
        this.context = context;
        this.cells = cells;
        this.panes = panes;
        this.key = key;
        eventTime = store.timers(EVENT_TIME);
        clock = store.timers(CLOCK);
    }

    private Pane pane() {
        return Objects.requireNonNull(cells.current, "timers belong to a window, and cannot be used elsewhere");
    }

    @Override
    public void registerEventTimeTimer(long time) {
        Pane pane = pane();
        if (!Pane.has(pane.eventTimers, time)) {
            pane.eventTimers = Pane.with(pane.eventTimers, time);
            eventTime.register(time, key);
        }
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        Pane pane = pane();
        if (!Pane.has(pane.clockTimers, time)) {
            pane.clockTimers = Pane.with(pane.clockTimers, time);
            clock.register(time, key);
        }
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        Pane pane = pane();
        if (Pane.has(pane.eventTimers, time)) {
            pane.eventTimers = Pane.without(pane.eventTimers, time);
            if (panes.dueAt(true, time) == null) {
                eventTime.delete(time, key);
            }
        }
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        Pane pane = pane();
        if (Pane.has(pane.clockTimers, time)) {
            pane.clockTimers = Pane.without(pane.clockTimers, time);
            if (panes.dueAt(false, time) == null) {
                clock.delete(time, key);
            }
        }
    }

    /** Deletes all timers of a pane, which is no longer among those of its key. */
    void forget(Pane pane) {
        for (long time : pane.eventTimers) {
            if (panes.dueAt(true, time) == null) {
                eventTime.delete(time, key);
            }
        }
        for (long time : pane.clockTimers) {
            if (panes.dueAt(false, time) == null) {
                clock.delete(time, key);
            }
        }
    }

    /** Whether the chunk holds such timers. */
    boolean restore(Chunk chunk) {
        String state = chunk.header().state();
        if (!state.equals(EVENT_TIME) && !state.equals(CLOCK)) {
            return false;
        }
        if (context.keyGroups().contains(chunk.header().keyGroup())) {
            store.restore(byKey(chunk));
        }
        return true;
    }

    /** Early snapshots hold timers by window. */
    private Chunk byKey(Chunk chunk) {
        TimerChunk timers = TimerChunk.decode(chunk, context.codec());
        boolean changed = false;
        for (int i = 0; i < timers.keys().length; i++) {
            if (timers.keys()[i] instanceof PaneTimer timer) {
                timers.keys()[i] = timer.key();
                changed = true;
            }
        }
        return changed ? new Chunk(chunk.header(), timers.encode(context.codec())) : chunk;
    }
}
