package dev.sluice.persistence.serde;

import org.jspecify.annotations.Nullable;

/** Bytes that are not what {@link ValueCodec} writes: cut short, altered, or of a format this version does not know. */
public final class DamagedValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedValueException(String message) {
        super(message);
    }

    DamagedValueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
