package dev.sluice.api.join;

/**
 * A change of a result that grows and shrinks: whoever adds what is inserted and takes away what is deleted holds the
 * result.
 *
 * @param kind whether the row comes or goes
 * @param row the row
 * @param <R> the type of the rows
 */
public record Change<R>(Kind kind, R row) {

    /** What happens to a row. */
    public enum Kind {
        /** It comes. */
        INSERT,
        /** It goes: an equal one was inserted before. */
        DELETE
    }

    /**
     * @param row what comes
     * @param <R> the type of the rows
     * @return the change
     */
    public static <R> Change<R> insert(R row) {
        return new Change<>(Kind.INSERT, row);
    }

    /**
     * @param row what goes
     * @param <R> the type of the rows
     * @return the change
     */
    public static <R> Change<R> delete(R row) {
        return new Change<>(Kind.DELETE, row);
    }
}
