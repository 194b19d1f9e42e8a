package dev.sluice.api.graph;

/** A job definition that cannot be run; the message names the operator and the fix. */
public final class DefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message the operator, what is wrong, and the fix */
    public DefinitionException(String message) {
        super(message);
    }
}
