package dev.sluice.persistence.serde;

/** Bytes that are not what {@link ValueCodec} writes: cut short, altered, or of a format this version does not know. */
public final class DamagedValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedValueException(String message) {
        super(message);
    }

    DamagedValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
