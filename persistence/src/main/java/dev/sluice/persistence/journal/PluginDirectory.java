package dev.sluice.persistence.journal;

import com.typesafe.config.Config;
import java.nio.file.Path;

/** Finds the database's directory in the configuration. */
final class PluginDirectory {
    private PluginDirectory() {}

    /**
     * The {@code directory} of a plug-in, else {@code journal} in {@code sluice.storage.directory}.
     *
     * <p>This is not a substitution inside {@code reference.conf}, because those are resolved before an application
     * lays its own settings over the loaded ones.
     *
     * @throws IllegalArgumentException if neither is set
     */
    static Path of(Config plugin, Config system) {
        String own = plugin.getString("directory");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String storage = system.getString("sluice.storage.directory");
        if (storage.isEmpty()) {
            throw new IllegalArgumentException("no storage directory is configured: set sluice.storage.directory");
        }
        return in(Path.of(storage));
    }

    /** The journal's directory in a storage directory. */
    static Path in(Path storage) {
        return storage.resolve("journal");
    }
}
