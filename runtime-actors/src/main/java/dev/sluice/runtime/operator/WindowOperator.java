package dev.sluice.runtime.operator;

import dev.sluice.api.graph.Finish;
import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.TriggerResult;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.runtime.data.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows of every kind, with triggers, evictors and state of their own: a pane for each key and window, which is asked
 * record by record. Windows that need none of that have operators that do less (Akidau et al., "The Dataflow Model",
 * 2015, section 2.3, for assignment, merging and triggers).
 */
final class WindowOperator extends KeyedOperator {
    private final boolean ofEventTime;
    private final boolean clocked;
    private final boolean merging;
    private final long lateness;
    private final WindowsOf windowsOf;
    private final PaneContents contents;
    private final PaneTriggers triggers;
    private final PaneCells cells = new PaneCells();
    private final PaneTimers timers;
    private final KeyedValues<Object> panes;
    private final WindowOutput output;
    private final LateRecords late;
    private @Nullable Pane head;
    private @Nullable Window active;

    @SuppressWarnings("unchecked") // the definition's types fit together
    WindowOperator(WindowSpec spec, PaneContents contents, KeyKind kind, OperatorContext context) {
        super(kind, context);
        this.contents = contents;
        ofEventTime = spec.windows().isOfEventTime();
        clocked = spec.windows() instanceof WindowAssigner.ProcessingTime;
        merging = spec.windows().merges();
        lateness = spec.lateness();
        windowsOf = WindowsOf.of(spec.windows());
        timers = new PaneTimers(cells, key, context);
        Trigger<Object> trigger = (Trigger<Object>) spec.trigger();
        if (trigger == null) {
            trigger = ofEventTime ? Triggers.endOfWindow() : Triggers.processingTime();
        }
        triggers = new PaneTriggers(trigger, cells, timers, this);
        if (spec.finish() instanceof Finish.Process process) {
            process.function().declaredWindowState().bind(new BoundState(cells, context.sharing()));
        }
        panes = store.values("panes", new ValueType<Object>(all -> copy((Pane) all), null))
                .at(Namespaces.DEFAULT);
        output = new WindowOutput(spec, this);
        late = LateRecords.of(spec.lateTag(), context);
    }

    private Pane copy(Pane all) {
        Pane copy = new Pane(all.start, all.end, all.slots.length);
        copy.contents = all.contents == null ? null : contents.copy(all.contents);
        for (int i = 0; i < all.slots.length; i++) {
            Object slot = all.slots[i];
            copy.slots[i] = slot == null ? null : context.sharing().own(slot);
        }
        copy.eventTimers = all.eventTimers; // arrays of times are replaced, never changed
        copy.clockTimers = all.clockTimers;
        copy.next = all.next == null ? null : copy(all.next);
        return copy;
    }

    @Override
    public void open() throws Exception {
        contents.open(context.task());
        triggers.open(context.task());
        output.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        contents.from(input);
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                pointAt(in, i);
                process(in.value(i), in.timestamps[i], out);
            }
        } finally {
            in.next(i);
        }
    }

    private void process(Object record, long timestamp, Emitter out) throws Exception {
        long time = clocked ? context.clock().millis() : timestamp;
        if (ofEventTime) {
            Batch.required(time);
        }
        int windows = windowsOf.find(record, time);
        head = (Pane) panes.get(key);
        boolean before = head != null;
        boolean skipped = true;
        for (int i = 0; i < windows; i++) {
            Pane pane =
                    merging ? merged(windowsOf.start(i), windowsOf.end(i)) : pane(windowsOf.start(i), windowsOf.end(i));
            if (pane == null) {
                continue;
            }
            skipped = false;
            Object own = i == windows - 1 ? record : context.sharing().own(record);
            pane.contents = contents.add(pane.contents, own, time);
            cells.current = pane;
            Window window = window(pane);
            act(triggers.onElement(record, time, window), pane, window, time, out);
            settle(pane);
        }
        if (skipped && windows > 0) {
            late.accept(record, timestamp, out);
        }
        keep(before);
    }

    /** Puts the panes of the current key back. */
    private void keep(boolean before) {
        cells.current = null;
        active = null;
        if (head != null) {
            panes.put(key, head);
        } else if (before) {
            panes.remove(key);
        }
    }

    private static Window window(Pane pane) {
        return pane.end == Long.MAX_VALUE ? Window.GLOBAL : new Window(pane.start, pane.end);
    }

    private boolean isOver(long end) {
        return ofEventTime && cleanup(end) <= currentWatermark();
    }

    /** When a window is dropped; {@code Long.MAX_VALUE}: never. */
    private long cleanup(long end) {
        if (end == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long time = end - 1 + lateness;
        return time < end - 1 ? Long.MAX_VALUE : time;
    }

    /** The pane of a window, new if need be; null if the window is over. */
    private @Nullable Pane pane(long start, long end) {
        if (isOver(end)) {
            return null;
        }
        Pane found = find(start, end);
        return found == null ? insert(new Pane(start, end, cells.slots())) : found;
    }

    private @Nullable Pane find(long start, long end) {
        Pane pane = head;
        while (pane != null && !pane.is(start, end)) {
            pane = pane.next;
        }
        return pane;
    }

    private Pane insert(Pane pane) {
        Pane before = null;
        for (Pane other = head; other != null && other.start <= pane.start; other = other.next) {
            before = other;
        }
        if (before == null) {
            pane.next = head;
            head = pane;
        } else {
            pane.next = before.next;
            before.next = pane;
        }
        return pane;
    }

    private void remove(Pane pane) {
        if (head == pane) {
            head = pane.next;
            return;
        }
        for (Pane other = head; other != null; other = other.next) {
            if (other.next == pane) {
                other.next = pane.next;
                return;
            }
        }
    }

    /** The pane of a session with all that it bridges; null if it is over. */
    private @Nullable Pane merged(long from, long to) throws Exception {
        long start = from;
        long end = to;
        List<Pane> bridged = new ArrayList<>();
        for (Pane pane = head; pane != null; pane = pane.next) {
            if (pane.touches(from, to)) {
                start = Math.min(start, pane.start);
                end = Math.max(end, pane.end);
                bridged.add(pane);
            }
        }
        if (isOver(end)) {
            return null;
        }
        if (bridged.size() == 1 && bridged.get(0).is(start, end)) {
            return bridged.get(0);
        }
        Pane merged = new Pane(start, end, cells.slots());
        for (Pane pane : bridged) {
            if (pane.contents != null) {
                merged.contents =
                        merged.contents == null ? pane.contents : contents.merge(merged.contents, pane.contents);
            }
            timers.forget(pane);
            remove(pane);
        }
        insert(merged);
        if (!bridged.isEmpty()) {
            cells.current = merged;
            triggers.onMerge(window(merged), bridged);
        }
        return merged;
    }

    private void act(TriggerResult result, Pane pane, Window window, long time, Emitter out) throws Exception {
        if (result.fires() && pane.contents != null) {
            active = window;
            long now = clocked ? context.clock().millis() : currentWatermark();
            long stamp = window.end() == Long.MAX_VALUE ? time : window.maxTimestamp();
            pane.contents = contents.fire(
                    pane.contents,
                    !result.purges(),
                    window,
                    now,
                    folded -> output.emit(key.boxed(), window, folded, stamp, out));
            active = null;
        }
        if (result.purges()) {
            pane.contents = null;
        }
    }

    /** After a record or timer: the window is dropped when it is over, or right away if nothing is left of it. */
    private void settle(Pane pane) {
        long cleanup = cleanup(pane.end);
        if (cleanup == Long.MAX_VALUE) {
            if (pane.isEmpty()) {
                remove(pane);
            }
        } else if (ofEventTime) {
            timers.registerEventTimeTimer(cleanup);
        } else {
            timers.registerProcessingTimeTimer(cleanup);
        }
    }

    @Override
    boolean fire(long time, Emitter out) throws Exception {
        // When the input ends, so does what is open by the wall clock.
        return fire(timers.eventTime, true, time, out)
                && (!clocked || time != Long.MAX_VALUE || fire(timers.clock, false, time, out));
    }

    @Override
    public boolean onTick(long now, Emitter out) throws Exception {
        // A window's last millisecond has to be over.
        return fire(timers.clock, false, now - 1, out);
    }

    @Override
    public long nextTick() {
        long next = timers.clock.next();
        return next == Long.MAX_VALUE ? next : next + 1;
    }

    private boolean fire(Timers due, boolean eventTime, long time, Emitter out) throws Exception {
        while (due.hasDue(time)) {
            if (out.isFull()) {
                return false;
            }
            long at = due.next();
            PaneTimer timer = (PaneTimer) due.take();
            key.pointBoxed(timer.key());
            head = (Pane) panes.get(key);
            Pane pane = find(timer.start(), timer.end());
            if (pane != null) {
                fire(pane, eventTime, at, out);
                keep(true);
            }
        }
        return true;
    }

    private void fire(Pane pane, boolean eventTime, long at, Emitter out) throws Exception {
        if (eventTime) {
            pane.eventTimers = Pane.without(pane.eventTimers, at);
        } else {
            pane.clockTimers = Pane.without(pane.clockTimers, at);
        }
        cells.current = pane;
        Window window = window(pane);
        active = window;
        act(triggers.onTimer(eventTime, at, window), pane, window, at, out);
        if (eventTime == ofEventTime && at == cleanup(pane.end)) {
            active = window;
            triggers.clear(window);
            output.clear(key.boxed(), window, window.maxTimestamp(), out);
            timers.forget(pane);
            remove(pane);
        } else if (cleanup(pane.end) == Long.MAX_VALUE && pane.isEmpty()) {
            remove(pane);
        }
    }

    @Override
    void snapshotMore(List<OperatorSnapshot> parts) {
        timers.snapshot(parts);
    }

    @Override
    void restoreMore(Chunk chunk) {
        if (!timers.restore(chunk)) {
            super.restoreMore(chunk);
        }
    }

    @Override
    public @Nullable String activity() {
        Window window = active;
        if (window == null) {
            return null;
        }
        return "key " + key.boxed()
                + (window.end() == Long.MAX_VALUE
                        ? " of the global window"
                        : " of the window from " + window.startInstant() + " to " + window.endInstant());
    }

    @Override
    public void close() throws Exception {
        super.close();
        contents.close();
        triggers.close();
        output.close();
    }
}
