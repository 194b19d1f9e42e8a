package dev.sluice.persistence;

import java.io.IOException;

/** A storage directory is held by another process, or by another part of this one. */
public final class StorageInUseException extends IOException {
    private static final long serialVersionUID = 1;

    StorageInUseException(String message) {
        super(message);
    }
}
