package dev.sluice.runtime.task;

import com.typesafe.config.Config;
import dev.sluice.persistence.TemporaryFolder;
import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.persistence.state.rocks.RocksDbBackend;
import dev.sluice.persistence.state.rocks.RocksDbSettings;
import dev.sluice.persistence.state.spill.SpillBackend;
import dev.sluice.persistence.state.spill.SpillSettings;
import dev.sluice.runtime.job.StateBackendKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The state backends of a node, each made when the first job asks for it. Thread-safe. */
public final class StateBackends implements AutoCloseable {
    private final Config config;
    private final @Nullable Path folder;
    private final StateBackend heap;
    private @Nullable RocksDbBackend rocksDb;
    private @Nullable SpillBackend spilling;
    private @Nullable TemporaryFolder temporary;

    /**
     * @param config has the settings {@code sluice.state}
     * @param folder where files are kept if the settings do not say it; null: in a temporary one
     */
    public StateBackends(Config config, @Nullable Path folder) {
        this.config = config.getConfig("sluice.state");
        heap = new HeapBackend(this.config.getLong("heap.incremental-from"));
        this.folder = folder;
    }

    /** @return what a job uses that does not say which */
    public StateBackendKind standard() {
        String text = config.getString("backend");
        try {
            return StateBackendKind.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("setting sluice.state.backend: " + e.getMessage(), e);
        }
    }

    /**
     * @param kind which
     * @return the node's one
     */
    public synchronized StateBackend of(StateBackendKind kind) {
        return switch (kind) {
            case HEAP -> heap;
            case ROCKSDB -> {
                if (rocksDb == null) {
                    rocksDb = new RocksDbBackend(rocksSettings());
                }
                yield rocksDb;
            }
            case SPILLING -> {
                if (spilling == null) {
                    spilling = new SpillBackend(spillSettings());
                }
                yield spilling;
            }
        };
    }

    private RocksDbSettings rocksSettings() {
        Config rocks = config.getConfig("rocksdb");
        try {
            return new RocksDbSettings(
                    folder(rocks.getString("folder"), "rocksdb"),
                    rocks.getBytes("memory"),
                    rocks.getBytes("write-buffer"),
                    rocks.getInt("compaction-threads"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("settings sluice.state.rocksdb: " + e.getMessage(), e);
        }
    }

    private SpillSettings spillSettings() {
        Config spill = config.getConfig("spilling");
        try {
            Path files = folder(spill.getString("folder"), "spilling");
            return spill.getString("memory").isEmpty()
                    ? SpillSettings.in(files)
                    : new SpillSettings(files, spill.getBytes("memory"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("settings sluice.state.spilling: " + e.getMessage(), e);
        }
    }

    private Path folder(String setting, String backend) {
        if (!setting.isEmpty()) {
            return Path.of(setting);
        }
        if (folder != null) {
            return folder;
        }
        try {
            TemporaryFolder own = temporary;
            if (own == null) {
                own = TemporaryFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "sluice-state-");
                temporary = own;
            }
            return own.path();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the files of state have no place: set sluice.state." + backend + ".folder (" + e + ")", e);
        }
    }

    /** Gives native memory back and deletes files; to be called when no task is left. */
    @Override
    public synchronized void close() {
        if (rocksDb != null) {
            rocksDb.close();
            rocksDb = null;
        }
        if (spilling != null) {
            spilling.close();
            spilling = null;
        }
        if (temporary != null) {
            try {
                temporary.close();
            } catch (IOException e) {
                throw new UncheckedIOException(temporary.path() + " cannot be deleted", e);
            } finally {
                temporary = null;
            }
        }
    }
}
