package dev.sluice.runtime.wire;

/** What goes wrong between two nodes, with both nodes' names. Another attempt may mend it. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, and between which nodes */
    public WireException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, and between which nodes
     * @param cause why
     */
    public WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
