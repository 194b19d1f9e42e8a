package dev.sluice.runtime.operator;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.serde.ValueCodec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes into each snapshot what state the function declared, and compares it with what is declared when the snapshot
 * is restored. State that is declared no more is left alone.
 */
final class RestoredStates {
    /** What the function keeps by key or subtask. */
    static final String OF_FUNCTION = "$declared";

    /** What is kept by window. */
    static final String OF_WINDOWS = "$declared-by-window";

    private static final int COLUMNS = 3;

    /** Follows the description in snapshots that have a schema, which says more. */
    private static final String WITH_SCHEMA = " with schema";

    private final String state;
    private final List<StateDeclaration> declarations;
    private final ValueCodec codec;
    private final Map<String, Restored> restored = new HashMap<>();

    /** @param state the name under which it is part of snapshots */
    RestoredStates(String state, List<StateDeclaration> declarations, ValueCodec codec) {
        this.state = state;
        this.declarations = declarations;
        this.codec = codec;
    }

    private record Restored(String description, boolean hasSchema, String clock) {

        /** Whether it can be what is declared; types are compared elsewhere where there is a schema. */
        boolean fits(StateDeclaration declaration) {
            String now = declaration.describe();
            return description.equals(now) || (hasSchema && kind(description).equals(kind(now)));
        }

        private static String kind(String description) {
            return description.substring(0, description.indexOf('<'))
                    + description.substring(description.lastIndexOf('>'));
        }
    }

    /** The clock by which a state expires; empty if it does not. */
    static String clockOf(StateDeclaration declaration) {
        return declaration.ttl() == null ? "" : declaration.ttl().time().name();
    }

    void snapshot(List<OperatorSnapshot> parts) {
        if (declarations.isEmpty()) {
            return;
        }
        @Nullable Object[] words = new Object[declarations.size() * COLUMNS];
        for (int i = 0; i < declarations.size(); i++) {
            StateDeclaration declaration = declarations.get(i);
            words[i * COLUMNS] = declaration.name();
            words[i * COLUMNS + 1] = declaration.describe() + WITH_SCHEMA;
            words[i * COLUMNS + 2] = clockOf(declaration);
        }
        parts.add(OperatorState.of(state, codec.encodeAll(words, 0, words.length)));
    }

    /** Whether the chunk was written by {@link #snapshot}. */
    boolean restore(Chunk chunk) {
        if (!chunk.header().state().equals(state)) {
            return false;
        }
        @Nullable Object[] words = codec.decodeAll(chunk.payload(), 0, chunk.payload().length);
        for (int i = 0; i < words.length; i += COLUMNS) {
            // All subtasks wrote the same.
            String description = String.valueOf(words[i + 1]);
            boolean hasSchema = description.endsWith(WITH_SCHEMA);
            restored.put(
                    String.valueOf(words[i]),
                    new Restored(
                            hasSchema
                                    ? description.substring(0, description.length() - WITH_SCHEMA.length())
                                    : description,
                            hasSchema,
                            String.valueOf(words[i + 2])));
        }
        return true;
    }

    /** What was restored, by name. */
    Map<String, StateParts.Declared> restored() {
        Map<String, StateParts.Declared> states = new LinkedHashMap<>();
        restored.forEach((name, before) ->
                states.put(name, new StateParts.Declared(before.description, !before.clock.isEmpty())));
        return states;
    }

    /**
     * Refuses what was written as something else.
     *
     * @param operator the operator's name
     * @return of the state that is declared and was restored, the clock by which it expired, as {@link #clockOf} says
     * @throws PermanentException since no restart mends that
     */
    Map<StateDeclaration, String> check(String operator) throws PermanentException {
        Map<StateDeclaration, String> both = new LinkedHashMap<>();
        for (StateDeclaration declaration : declarations) {
            Restored before = restored.get(declaration.name());
            if (before == null) {
                continue;
            }
            if (!before.fits(declaration)) {
                throw new PermanentException("state \"" + declaration.name() + "\" of operator \"" + operator
                        + "\" is declared as " + declaration.describe() + ", but the snapshot holds "
                        + before.description + " by that name: give the state another name, declare it as it was,"
                        + " or start the job anew");
            }
            both.put(declaration, before.clock);
        }
        return both;
    }
}
