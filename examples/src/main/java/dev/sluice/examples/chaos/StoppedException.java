package dev.sluice.examples.chaos;

/** Somebody wants the run to end now. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoppedException() {
        super("stopped");
    }
}
