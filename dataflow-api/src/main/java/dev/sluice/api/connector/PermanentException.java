package dev.sluice.api.connector;

import org.jspecify.annotations.Nullable;

/**
 * What no restart mends, such as a missing column or an output directory that is a file: whatever method of a connector
 * throws it, the job fails at once, and the message is what the user is shown.
 */
public class PermanentException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message the file, record or setting, what is wrong with it, and the fix */
    public PermanentException(String message) {
        this(message, null);
    }

    /**
     * @param message the file, record or setting, what is wrong with it, and the fix
     * @param cause what led to it
     */
    public PermanentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
