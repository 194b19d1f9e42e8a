package dev.sluice.runtime.operator;

import dev.sluice.api.graph.Finish;
import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.TriggerResult;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.TimerQueue;
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
    private final boolean ofNoTime;
    private final boolean merging;
    private final long lateness;
    private final WindowsOf windowsOf;
    private final PaneContents contents;
    private final PaneTriggers triggers;
    private final PaneCells cells = new PaneCells();
    private final PaneTimers timers;
    private final KeyedValues<Object> state;
    private final KeyPanes panes = new KeyPanes();
    private final RestoredStates declared;
    private final WindowOutput output;
    private final LateRecords late;
    private @Nullable Window active;

    @SuppressWarnings("unchecked") // the definition's types fit together
    WindowOperator(WindowSpec spec, PaneContents contents, KeyKind kind, OperatorContext context) {
        super(kind, context);
        this.contents = contents;
        ofEventTime = spec.windows().isOfEventTime();
        clocked = spec.windows() instanceof WindowAssigner.ProcessingTime;
        ofNoTime = !ofEventTime && !clocked;
        merging = spec.windows().merges();
        lateness = spec.lateness();
        windowsOf = WindowsOf.of(spec.windows());
        timers = new PaneTimers(store, context, cells, panes, key);
        Trigger<Object> trigger = (Trigger<Object>) spec.trigger();
        if (trigger == null) {
            trigger = ofEventTime ? Triggers.endOfWindow() : Triggers.processingTime();
        }
        triggers = new PaneTriggers(trigger, cells, timers, this);
        if (spec.finish() instanceof Finish.Process process) {
            process.function().declaredWindowState().bind(new BoundState(cells, context.sharing()));
        }
        declared = new RestoredStates(RestoredStates.OF_WINDOWS, numbered(spec), context.codec());
        state = store.values("panes", new ValueType<Object>(this::copy, null)).at(Namespaces.DEFAULT);
        output = new WindowOutput(spec, this);
        late = LateRecords.of(spec.lateTag(), context);
    }

    /** With numbers, since triggers may use the same names. */
    static List<StateDeclaration> numbered(WindowSpec spec) {
        List<StateDeclaration> states = new ArrayList<>();
        for (StateDeclaration state : spec.declaredWindowState()) {
            states.add(state.named(states.size() + "." + state.name()));
        }
        return states;
    }

    private Object copy(Object panes) {
        ArrayList<Pane> copies = new ArrayList<>();
        for (Object pane : (List<?>) panes) {
            copies.add(copy((Pane) pane));
        }
        return copies;
    }

    private Pane copy(Pane pane) {
        Pane copy = new Pane(pane.window, pane.slots.length);
        copy.contents = pane.contents == null ? null : contents.copy(pane.contents);
        for (int i = 0; i < pane.slots.length; i++) {
            Object slot = pane.slots[i];
            copy.slots[i] = slot == null ? null : context.sharing().own(slot);
        }
        copy.eventTimers = pane.eventTimers;
        copy.clockTimers = pane.clockTimers;
        return copy;
    }

    @Override
    public void open() throws Exception {
        declared.check(context.task().operator());
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
        enter();
        boolean skipped = true;
        for (int i = 0; i < windows; i++) {
            long start = windowsOf.start(i);
            long end = windowsOf.end(i);
            Pane pane = merging ? merged(start, end) : pane(start, end);
            if (pane == null) {
                continue;
            }
            skipped = false;
            cells.current = pane;
            // Before the fold, which may change the record.
            TriggerResult result = triggers.onElement(record, time, pane.window);
            Object own = i == windows - 1 ? record : context.sharing().own(record);
            pane.contents = contents.add(pane.contents, own, time);
            act(result, pane, false, time, out);
            settle(pane);
        }
        if (skipped && windows > 0) {
            late.accept(record, timestamp, out);
        }
        leave();
    }

    /** Takes the panes of the current key. */
    private void enter() {
        panes.enter(state.get(key));
    }

    /** Puts the panes of the current key back. */
    private void leave() {
        cells.current = null;
        active = null;
        Object left = panes.leave();
        if (left == null) {
            state.remove(key);
        } else {
            state.put(key, left);
        }
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
        Pane found = panes.find(start, end);
        if (found != null) {
            return found;
        }
        Pane pane = new Pane(ofNoTime ? Window.GLOBAL : new Window(start, end), cells.slots());
        panes.insert(pane);
        return pane;
    }

    /** The pane of a session with all that it bridges; null if it is over. */
    private @Nullable Pane merged(long from, long to) throws Exception {
        List<Pane> touching = panes.touching(from, to);
        if (touching.isEmpty()) {
            return pane(from, to);
        }
        Pane first = touching.get(0);
        long start = Math.min(from, first.window.start());
        long end = Math.max(to, touching.get(touching.size() - 1).window.end());
        if (first.is(start, end)) {
            return first;
        }
        Pane merged = new Pane(new Window(start, end), cells.slots());
        List<Pane> bridged = List.copyOf(touching);
        touching.set(0, merged);
        touching.subList(1, touching.size()).clear();
        for (Pane pane : bridged) {
            if (pane.contents != null) {
                merged.contents =
                        merged.contents == null ? pane.contents : contents.merge(merged.contents, pane.contents);
            }
        }
        cells.current = merged;
        triggers.onMerge(merged.window, bridged);
        for (Pane pane : bridged) {
            cells.current = pane;
            triggers.clear(pane.window);
            timers.forget(pane);
        }
        return merged;
    }

    /** @param last whether the window is dropped afterwards */
    private void act(TriggerResult result, Pane pane, boolean last, long time, Emitter out) throws Exception {
        if (result.fires() && pane.contents != null) {
            Window window = pane.window;
            active = window;
            long now = clocked ? context.clock().millis() : currentWatermark();
            long stamp = ofNoTime ? time : window.maxTimestamp();
            pane.contents = contents.fire(
                    pane.contents,
                    !last && !result.purges(),
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
        long cleanup = cleanup(pane.window.end());
        if (cleanup == Long.MAX_VALUE) {
            if (pane.isEmpty()) {
                panes.remove(pane);
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

    private boolean fire(TimerQueue due, boolean eventTime, long time, Emitter out) throws Exception {
        while (due.hasDue(time)) {
            if (out.isFull()) {
                return false;
            }
            long at = due.take(key);
            enter();
            for (Pane pane = panes.dueAt(eventTime, at); pane != null; pane = panes.dueAt(eventTime, at)) {
                fire(pane, eventTime, at, out);
            }
            leave();
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
        Window window = pane.window;
        boolean last = eventTime == ofEventTime && at == cleanup(window.end());
        active = window;
        act(triggers.onTimer(eventTime, at, window), pane, last, at, out);
        if (last) {
            active = window;
            triggers.clear(window);
            output.clear(key.boxed(), window, window.maxTimestamp(), out);
            panes.remove(pane);
            timers.forget(pane);
        } else if (cleanup(window.end()) == Long.MAX_VALUE && pane.isEmpty()) {
            panes.remove(pane);
        }
    }

    @Override
    void snapshotMore(List<OperatorSnapshot> parts) {
        declared.snapshot(parts);
    }

    @Override
    void restoreMore(Chunk chunk) {
        if (!timers.restore(chunk) && !declared.restore(chunk)) {
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
                + (ofNoTime
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
