package dev.sluice.runtime.task;

import com.typesafe.config.Config;
import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.persistence.state.rocks.RocksDbBackend;
import dev.sluice.persistence.state.rocks.RocksDbSettings;
import dev.sluice.runtime.job.StateBackendKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The state backends of a node, each made when the first job asks for it. Thread-safe. */
public final class StateBackends implements AutoCloseable {
    private final Config config;
    private final @Nullable Path folder;
    private final StateBackend heap;
    private @Nullable RocksDbBackend rocksDb;

    /**
     * @param config has the settings {@code sluice.state}
     * @param folder where RocksDB keeps its files if the settings do not say it; null: in a temporary one
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
                    rocksDb = new RocksDbBackend(settings());
                }
                yield rocksDb;
            }
        };
    }

    private RocksDbSettings settings() {
        Config rocks = config.getConfig("rocksdb");
        try {
            return new RocksDbSettings(
                    folder(rocks.getString("folder")),
                    rocks.getBytes("memory"),
                    rocks.getBytes("write-buffer"),
                    rocks.getInt("compaction-threads"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("settings sluice.state.rocksdb: " + e.getMessage(), e);
        }
    }

    private Path folder(String setting) {
        if (!setting.isEmpty()) {
            return Path.of(setting);
        }
        if (folder != null) {
            return folder;
        }
        try {
            return Files.createTempDirectory("sluice-state-");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "RocksDB's files have no place: set sluice.state.rocksdb.folder (" + e + ")", e);
        }
    }

    /** Gives native memory back; to be called when no task is left. */
    @Override
    public synchronized void close() {
        if (rocksDb != null) {
            rocksDb.close();
            rocksDb = null;
        }
    }
}
