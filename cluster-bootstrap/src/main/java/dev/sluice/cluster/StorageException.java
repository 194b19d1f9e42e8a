package dev.sluice.cluster;

import java.nio.file.Path;

/** A storage folder that cannot be used. */
final class StorageException extends Exception {
    private static final long serialVersionUID = 1;

    StorageException(Path folder, Throwable cause) {
        super(
                "the storage folder " + folder + " cannot be used (" + cause + "): give another one with --storage",
                cause);
    }
}
