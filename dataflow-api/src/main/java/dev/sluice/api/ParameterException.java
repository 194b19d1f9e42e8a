package dev.sluice.api;

/** A parameter that is missing, unknown or not what it should be; the message names it and the fix. */
public final class ParameterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message the parameter, what is wrong, and the fix */
    public ParameterException(String message) {
        super(message);
    }
}
