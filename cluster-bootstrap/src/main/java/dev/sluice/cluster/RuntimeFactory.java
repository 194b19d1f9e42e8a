package dev.sluice.cluster;

import dev.sluice.runtime.LocalSettings;
import dev.sluice.runtime.Runtime;
import java.nio.file.Path;

/** Opens a runtime on a storage folder. */
@FunctionalInterface
interface RuntimeFactory {
    /** The runtime inside this process. */
    RuntimeFactory LOCAL = storage -> Runtime.local(LocalSettings.defaults().withStorage(storage));

    /** @throws java.io.UncheckedIOException if the storage cannot be used */
    Runtime open(Path storage);
}
