package dev.sluice.runtime.wire;

/** A connection to another node could not be made, or broke: no fault of the job's. */
public final class ConnectionLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message which nodes, and what happened */
    public ConnectionLostException(String message) {
        super(message);
    }
}
