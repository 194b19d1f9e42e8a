package dev.sluice.runtime.operator;

import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.api.window.Window;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.TimerQueue;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.runtime.data.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Session windows. A record opens a window from its time to the gap behind it; windows that overlap or touch become one
 * (Akidau et al., "The Dataflow Model", 2015, section 2.2.1). Whether it is late is judged of the merged window.
 */
final class SessionWindowOperator extends KeyedOperator {
    private static final String TIMERS = "$session-timers";

    private final long gap;
    private final long lateness;
    private final Folder folder;
    private final KeyedValues<Object> sessions;
    private final ValueStep step = new Step();
    private final TimerQueue timers;
    private final WindowOutput output;
    private final LateRecords late;
    private @Nullable Window fired;

    SessionWindowOperator(WindowSpec spec, long gap, Folder folder, KeyKind kind, OperatorContext context) {
        super(kind, context);
        this.gap = gap;
        this.folder = folder;
        lateness = spec.lateness();
        sessions = store.values("sessions", new ValueType<Object>(head -> ((Session) head).copy(folder), null))
                .at(Namespaces.DEFAULT);
        timers = store.timers(TIMERS);
        output = new WindowOutput(spec, this);
        late = LateRecords.of(spec.lateTag(), context);
    }

    @Override
    public void open() throws Exception {
        folder.open(context.task());
        output.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        folder.from(input);
        step.fold(in, in.next(), in.size(), out, key.kind(), sessions);
    }

    /** Adds a record to the sessions of its key. */
    private final class Step extends ValueStep {
        @Override
        public @Nullable Object apply(int i, @Nullable Object head) throws Exception {
            place = i;
            pointAt(in(), i);
            return add((Session) head, in().value(i), Batch.required(in().timestamps[i]), out());
        }
    }

    /** Returns the key's sessions; null only if there are none and the record is late. */
    private @Nullable Session add(@Nullable Session head, Object record, long time, Emitter out) throws Exception {
        long end = time + gap;
        if (head == null || head.next != null || !head.touches(time, end)) {
            return addToOneOfSeveral(head, record, time, end, out);
        }
        end = Math.max(end, head.end);
        if (isOver(end)) {
            late.accept(record, time, out);
            return head;
        }
        head.start = Math.min(head.start, time);
        head.end = end;
        head.accumulator = folder.add(head.accumulator, record);
        follow(head, head, out);
        return head;
    }

    private @Nullable Session addToOneOfSeveral(
            @Nullable Session head, Object record, long time, long windowEnd, Emitter out) throws Exception {
        long start = time;
        long end = windowEnd;
        for (Session session = head; session != null; session = session.next) {
            if (session.touches(time, windowEnd)) {
                start = Math.min(start, session.start);
                end = Math.max(end, session.end);
            }
        }
        if (isOver(end)) {
            late.accept(record, time, out);
            return head;
        }
        Session merged = null;
        Session before = null;
        Session newHead = head;
        for (Session session = head; session != null; session = session.next) {
            if (!session.touches(time, windowEnd)) {
                if (session.end < time) {
                    before = session;
                }
            } else if (merged == null) {
                merged = session;
                before = session;
            } else {
                merged.accumulator = folder.merge(merged.accumulator, session.accumulator);
                merged.next = session.next;
                forgetTimer(session, newHead);
            }
        }
        if (merged == null) {
            merged = new Session(start, end, folder.first(record));
            if (before == null) {
                merged.next = head;
                newHead = merged;
            } else {
                merged.next = before.next;
                before.next = merged;
            }
        } else {
            merged.start = start;
            merged.end = end;
            merged.accumulator = folder.add(merged.accumulator, record);
        }
        Session first = newHead == null ? merged : newHead;
        follow(merged, first, out);
        return first;
    }

    /**
     * A session has got a record. It mostly has grown, and its timer will find out: only what must fire earlier than
     * its timer gets a new one, so that a record rarely costs one.
     */
    private void follow(Session session, Session head, Emitter out) throws Exception {
        long last = session.end - 1;
        boolean over = last <= watermark();
        if (over) {
            emit(session, out);
        }
        long due = over ? last + lateness : last;
        if (session.timer > due) {
            if (session.timer != Long.MAX_VALUE) {
                forgetTimer(session, head);
            }
            session.timer = due;
            timers.register(due, key);
        }
    }

    /** Deletes the timer of a session that does not need it any more, unless another session has the same. */
    private void forgetTimer(Session of, @Nullable Session head) {
        for (Session session = head; session != null; session = session.next) {
            if (session != of && session.timer == of.timer) {
                return;
            }
        }
        timers.delete(of.timer, key);
    }

    private boolean isOver(long end) {
        return end - 1 + lateness <= watermark();
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
            long at = timers.take(key);
            Session head = (Session) sessions.get(key);
            if (head != null) {
                fire(at, head, out);
            }
        }
        return true;
    }

    private void fire(long at, Session head, Emitter out) throws Exception {
        Session newHead = head;
        Session before = null;
        for (Session session = head; session != null; session = session.next) {
            if (session.timer <= at && !goesOn(at, session, out)) {
                if (before == null) {
                    newHead = session.next;
                } else {
                    before.next = session.next;
                }
            } else {
                before = session;
            }
        }
        if (newHead == null) {
            sessions.remove(key);
        } else {
            sessions.put(key, newHead);
        }
    }

    /** The timer of a session has come; false if nothing can be added to the session any more. */
    private boolean goesOn(long at, Session session, Emitter out) throws Exception {
        long last = session.end - 1;
        if (last == at) {
            emit(session, out);
        }
        long due = last > at ? last : last + lateness;
        if (due <= at) {
            return false;
        }
        session.timer = due;
        timers.register(due, key);
        return true;
    }

    @Override
    void restoreMore(Chunk chunk) {
        if (!chunk.header().state().equals(TIMERS)) {
            super.restoreMore(chunk);
        }
        store.restore(chunk);
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
