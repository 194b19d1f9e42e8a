package dev.sluice.persistence.serde;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bytes that are not what {@link ValueCodec} writes: cut short, altered, or of a format this version does not know. */
public final class DamagedValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedValueException(String message) {
        super(message);
    }

    DamagedValueException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Finds the one that made another exception, if any did. */
    static Optional<RuntimeException> in(Throwable failure) {
        for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof DamagedValueException damaged) {
                return Optional.of(damaged);
            }
        }
        return Optional.empty();
    }
}
