package dev.sluice.runtime.operator;

import dev.sluice.api.function.OutputTag;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Takes an operator's results until somebody fetches them. A record that could still be changed is copied when it is
 * emitted, so that the operator may go on changing its own. It takes a record even when it is full, since a user's
 * function cannot stop in the middle; operators look at {@link #isFull()} between records.
 */
public final class Emitter {
    private final Batch main;
    private final Map<String, Batch> sides = new LinkedHashMap<>();
    private final Set<String> readTags;
    private final Sharing sharing;
    private final int capacity;
    private boolean sideFull;

    /**
     * @param capacity how many records make it full
     * @param readTags the side outputs that anybody reads; what goes to others is dropped
     * @param sharing makes the copies
     */
    public Emitter(int capacity, Set<String> readTags, Sharing sharing) {
        this.capacity = capacity;
        this.readTags = readTags;
        this.sharing = sharing;
        main = new Batch(capacity);
    }

    /** @return whether no further record should be processed until the results were fetched */
    public boolean isFull() {
        return main.size() >= capacity || sideFull || main.control() != null;
    }

    /** @return how many records it takes before it is full; 0 if it is */
    public int room() {
        return isFull() ? 0 : capacity - main.size();
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
