package dev.sluice.runtime;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an embedded runtime is set up.
 *
 * @param storage the folder of its journal and checkpoints, created if absent; null: a temporary one, deleted on close
 * @param settings settings of the engine by their full names, which go before those of {@code application.conf} and
 *     system properties
 */
public record LocalSettings(@Nullable Path storage, Map<String, String> settings) {

    /** Takes a copy. */
    public LocalSettings {
        settings = Map.copyOf(settings);
    }

    /** @return a temporary storage folder, deleted on close */
    public static LocalSettings defaults() {
        return new LocalSettings(null, Map.of());
    }

    /**
     * @param folder where journal and checkpoints are kept, so that jobs can be resumed by another process
     * @return the same settings but for that
     */
    public LocalSettings withStorage(Path folder) {
        return new LocalSettings(folder, settings);
    }

    /**
     * @param name of a setting of the engine, as {@code sluice.state.rocksdb.memory}; a runtime refuses one that there
     *     is not
     * @param value as in a configuration file
     * @return the same settings but for that
     */
    public LocalSettings withSetting(String name, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(name, value);
        return new LocalSettings(storage, all);
    }
}
