package dev.sluice.examples.chaos;

/** The run cannot go on; the message says why, in one line. */
final class ChaosException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChaosException(String message) {
        super(message);
    }
}
