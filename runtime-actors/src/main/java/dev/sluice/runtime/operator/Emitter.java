package dev.sluice.runtime.operator;

import dev.sluice.api.function.OutputTag;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Takes an operator's results until somebody fetches them. A record that could still be changed is copied when it is
 * emitted, so that the operator may go on changing its own. It takes a record even when it is full, since a user's
 * function cannot stop in the middle; operators look at {@link #isFull()} between records.
 */
public final class Emitter {
    private static final VarHandle LIMIT;

    static {
        try {
            LIMIT = MethodHandles.lookup().findVarHandle(Emitter.class, "limit", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Batch main;
    private final Map<String, Batch> sides = new LinkedHashMap<>();
    private final Set<String> readTags;
    private final Sharing sharing;
    private final int capacity;
    private boolean sideFull;

    /**
     * How many records make it full: 0 while the operator is to stop, which another thread may have it do. Read for
     * each record, hence opaque: a load that is never left out, and no more than that.
     */
    @SuppressWarnings("UnusedVariable") // read by the handle
    private int limit;

    /**
     * @param capacity how many records make it full
     * @param readTags the side outputs that anybody reads; what goes to others is dropped
     * @param sharing makes the copies
     */
    public Emitter(int capacity, Set<String> readTags, Sharing sharing) {
        this.capacity = capacity;
        this.readTags = readTags;
        this.sharing = sharing;
        limit = capacity;
        main = new Batch(capacity);
    }

    /** @return whether no further record should be processed until the results were fetched */
    public boolean isFull() {
        return main.size() >= (int) LIMIT.getOpaque(this) || sideFull || main.control() != null;
    }

    /** Has the operator stop behind the record at hand, as if there were no more room. Called by any thread. */
    public void stop() {
        LIMIT.setOpaque(this, 0);
    }

    /** @return whether the operator is to stop though nobody waits for its results */
    public boolean isStopped() {
        return (int) LIMIT.getOpaque(this) == 0;
    }

    /** There is room for as many records as usual. */
    public void goOn() {
        LIMIT.setOpaque(this, capacity);
    }

    /** There is room for any number of records, since an operator in the middle of firing has to come to its end. */
    public void overdraw() {
        LIMIT.setOpaque(this, Integer.MAX_VALUE);
        sideFull = false;
    }

    /** @return how many records it takes before it is full; 0 if it is */
    public int room() {
        return isFull() ? 0 : Math.max(0, (int) LIMIT.getOpaque(this) - main.size());
    }

    /**
     * @param value a result, not null
     * @param timestamp its event time
     */
    public void emit(Object value, long timestamp) {
        if (value == null) {
            throw new NullPointerException("the result is null: drop such records with filter, or use Optional");
        }
        main.add(sharing.own(value), timestamp);
    }

    /**
     * Passes on a record as it came.
     *
     * @param value a record that nobody else holds
     * @param timestamp its event time
     */
    public void forward(Object value, long timestamp) {
        main.add(value, timestamp);
    }

    /**
     * @param tag a side output
     * @param value a result, not null
     * @param timestamp its event time
     */
    public void emit(OutputTag<?> tag, Object value, long timestamp) {
        if (!readTags.contains(tag.id())) {
            return;
        }
        if (value == null) {
            throw new NullPointerException("the result for side output \"" + tag.id() + "\" is null");
        }
        Batch side = sides.computeIfAbsent(tag.id(), id -> new Batch(capacity));
        side.add(sharing.own(value), timestamp);
        sideFull |= side.size() >= capacity;
    }

    /** @return whether nothing is to be fetched */
    public boolean isEmpty() {
        if (!main.isEmpty()) {
            return false;
        }
        for (Batch side : sides.values()) {
            if (!side.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** @return the main output */
    public Batch main() {
        return main;
    }

    /** @return the side outputs that were used so far, by the ids of their tags */
    public Map<String, Batch> sides() {
        return sides;
    }

    /** Forgets everything, once it was fetched. */
    public void clear() {
        main.clear();
        if (!sides.isEmpty()) {
            sides.values().forEach(Batch::clear);
            sideFull = false;
        }
    }
}
