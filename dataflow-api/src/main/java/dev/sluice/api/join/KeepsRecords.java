package dev.sluice.api.join;

import java.util.function.UnaryOperator;

/** What gives one record to a user's function more than once. */
public interface KeepsRecords {

    /**
     * Called before the first record; for the engine.
     *
     * @param copies returns what cannot be changed as it is, and a copy of anything else
     */
    void copyWith(UnaryOperator<Object> copies);
}
