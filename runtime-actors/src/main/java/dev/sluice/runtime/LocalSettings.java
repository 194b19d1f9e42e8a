package dev.sluice.runtime;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How an embedded runtime is set up.
 *
 * @param storage the folder of its journal and checkpoints, created if absent; null: a temporary one, deleted on close
 */
public record LocalSettings(@Nullable Path storage) {

    /** @return a temporary storage folder, deleted on close */
    public static LocalSettings defaults() {
        return new LocalSettings(null);
    }

    /**
     * @param folder where journal and checkpoints are kept, so that jobs can be resumed by another process
     * @return the same settings but for that
     */
    public LocalSettings withStorage(Path folder) {
        return new LocalSettings(folder);
    }
}
