package dev.sluice.runtime;

/** A job that cannot be submitted as asked; the message says why and what to do. */
public final class JobRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message why, and what to do */
    public JobRefusedException(String message) {
        super(message);
    }
}
