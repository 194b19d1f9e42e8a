package dev.sluice.persistence.state.format;

/** State in a form that only another backend reads; the message says what to do. No further attempt mends it. */
public final class ForeignStateException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ForeignStateException(String message) {
        super(message);
    }
}
