package dev.sluice.runtime.operator;

import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.api.window.Window;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.operator.Sessions.Session;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Session windows. A record opens a window from its time to the gap behind it; windows that overlap or touch become one
 * (Akidau et al., "The Dataflow Model", 2015, section 2.2.1). Whether it is late is judged of the merged window.
 */
final class SessionWindowOperator extends KeyedOperator {
    private final long gap;
    private final long lateness;
    private final Folder folder;
    private final KeyedValues<Sessions> sessions;
    private final Timers timers = new Timers("$session-timers");
    private final WindowOutput output;
    private final LateRecords late;
    private @Nullable Window fired;

    SessionWindowOperator(WindowSpec spec, long gap, Folder folder, KeyKind kind, OperatorContext context) {
        super(kind, context);
        this.gap = gap;
        this.folder = folder;
        lateness = spec.lateness();
        sessions = store.values("sessions", new ValueType<Sessions>(all -> all.copy(folder)))
                .at(Namespaces.DEFAULT);
        output = new WindowOutput(spec.finish(), spec.fold());
        late = LateRecords.of(spec.lateTag(), context);
    }

    @Override
    public void open() throws Exception {
        folder.open(context.task());
        output.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                pointAt(in, i);
                add(in.value(i), LateRecords.timestamp(in.timestamps[i]), out);
            }
        } finally {
            in.next(i);
        }
    }

    private void add(Object record, long time, Emitter out) throws Exception {
        Sessions known = sessions.get(key);
        long start = time;
        long end = time + gap;
        if (known != null) {
            for (Session session : known.all) {
                if (session.start <= end && start <= session.end) {
                    start = Math.min(start, session.start);
                    end = Math.max(end, session.end);
                }
            }
        }
        if (isOver(end)) {
            late.accept(record, time, out);
            return;
        }
        if (known == null) {
            known = new Sessions();
        }
        Session session = merge(known, start, end, record);
        sessions.put(key, known);
        if (end - 1 <= watermark()) {
            emit(session, out);
        }
        // Of all, since a timer of those that were merged may have served another session of this key too.
        for (Session each : known.all) {
            long last = each.end - 1;
            timers.register(last > watermark() ? last : last + lateness, boxedKey());
        }
    }

    private Session merge(Sessions known, long start, long end, Object record) throws Exception {
        Session merged = null;
        int place = 0;
        for (Iterator<Session> all = known.all.iterator(); all.hasNext(); ) {
            Session session = all.next();
            if (session.start > end || session.end < start) {
                if (session.end < start) {
                    place++;
                }
                continue;
            }
            timers.delete(session.end - 1, boxedKey());
            timers.delete(session.end - 1 + lateness, boxedKey());
            if (merged == null) {
                merged = session;
            } else {
                merged.accumulator = folder.merge(merged.accumulator, session.accumulator);
                all.remove();
            }
        }
        if (merged == null) {
            merged = new Session(start, end, folder.first(record));
            known.all.add(place, merged);
        } else {
            merged.start = start;
            merged.end = end;
            merged.accumulator = folder.add(merged.accumulator, record);
        }
        return merged;
    }

    private boolean isOver(long end) {
        return end - 1 + lateness <= watermark();
    }

    private Object boxedKey() {
        return key.kind().primitive() ? (Object) key.number() : key.object();
    }

    private void emit(Session session, Emitter out) throws Exception {
        fired = new Window(session.start, session.end);
        output.emit(
                key.boxed(),
                fired,
                lateness == 0 ? folder.result(session.accumulator) : folder.detachedResult(session.accumulator),
                out);
        fired = null;
    }

    @Override
    boolean fire(long time, Emitter out) throws Exception {
        while (timers.hasDue(time)) {
            if (out.isFull()) {
                return false;
            }
            long at = timers.next();
            key.pointBoxed(timers.take());
            Sessions known = sessions.get(key);
            if (known != null) {
                fire(at, known, out);
            }
        }
        return true;
    }

    private void fire(long at, Sessions known, Emitter out) throws Exception {
        for (Iterator<Session> all = known.all.iterator(); all.hasNext(); ) {
            Session session = all.next();
            if (session.end - 1 == at) {
                emit(session, out);
                if (lateness > 0) {
                    timers.register(at + lateness, boxedKey());
                }
            }
            if (session.end - 1 + lateness <= at) {
                all.remove();
            }
        }
        if (known.all.isEmpty()) {
            sessions.remove(key);
        } else {
            sessions.put(key, known);
        }
    }

    @Override
    void snapshotMore(List<OperatorSnapshot> parts) {
        parts.add(timers.snapshot(context.maxParallelism()));
    }

    @Override
    void restoreMore(Chunk chunk) {
        if (!timers.owns(chunk)) {
            super.restoreMore(chunk);
        }
        timers.restore(chunk, context.keyGroups(), context.codec());
    }

    @Override
    public @Nullable String activity() {
        return fired == null
                ? null
                : "key " + key.boxed() + " of the session from " + fired.startInstant() + " to " + fired.endInstant();
    }

    @Override
    public void close() throws Exception {
        super.close();
        folder.close();
        output.close();
    }
}
