package dev.sluice.runtime.operator;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.serde.ValueCodec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes into each snapshot what state the function declared, and compares it with what is declared when the snapshot
 * is restored. State that is declared no more is left alone.
 */
final class RestoredStates {
    private static final String STATE = "$declared";
    private static final int COLUMNS = 3;

    private final List<StateDeclaration> declarations;
    private final ValueCodec codec;
    private final Map<String, Restored> restored = new HashMap<>();

    RestoredStates(List<StateDeclaration> declarations, ValueCodec codec) {
        this.declarations = declarations;
        this.codec = codec;
    }

    private record Restored(String description, boolean hasTtl) {}

    void snapshot(List<OperatorSnapshot> parts) {
        if (declarations.isEmpty()) {
            return;
        }
        @Nullable Object[] words = new Object[declarations.size() * COLUMNS];
        for (int i = 0; i < declarations.size(); i++) {
            StateDeclaration declaration = declarations.get(i);
            words[i * COLUMNS] = declaration.name();
            words[i * COLUMNS + 1] = declaration.describe();
            words[i * COLUMNS + 2] = declaration.ttl() == null ? "" : "ttl";
        }
        parts.add(OperatorState.of(STATE, codec.encodeAll(words, 0, words.length)));
    }

    /** Whether the chunk was written by {@link #snapshot}. */
    static boolean owns(Chunk chunk) {
        return chunk.header().state().equals(STATE);
    }

    void restore(Chunk chunk) {
        @Nullable Object[] words = codec.decodeAll(chunk.payload(), 0, chunk.payload().length);
        for (int i = 0; i < words.length; i += COLUMNS) {
            // All subtasks wrote the same.
            restored.put(
                    String.valueOf(words[i]),
                    new Restored(
                            String.valueOf(words[i + 1]),
                            !Objects.requireNonNull(words[i + 2]).equals("")));
        }
    }

    /**
     * Refuses what was written as something else.
     *
     * @param operator the operator's name
     * @return of the state that is declared and was restored, whether it had a time to live
     * @throws PermanentException since no restart mends that
     */
    Map<StateDeclaration, Boolean> check(String operator) throws PermanentException {
        Map<StateDeclaration, Boolean> both = new LinkedHashMap<>();
        for (StateDeclaration declaration : declarations) {
            Restored before = restored.get(declaration.name());
            if (before == null) {
                continue;
            }
            if (!before.description.equals(declaration.describe())) {
                throw new PermanentException("state \"" + declaration.name() + "\" of operator \"" + operator
                        + "\" is declared as " + declaration.describe() + ", but the snapshot holds "
                        + before.description + " by that name: give the state another name, declare it as it was,"
                        + " or start the job anew");
            }
            both.put(declaration, before.hasTtl);
        }
        return both;
    }
}
