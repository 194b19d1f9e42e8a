package dev.sluice.examples.process;

/** Somebody wants the run to end now. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says so. */
    public StoppedException() {
        super("stopped");
    }
}
