package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.Folders;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.DamagedSnapshotException;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.rocks.StoreMeta.DatabaseFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Puts databases together again from the chunks of their files. The first that has key groups of the store becomes its
 * database, less the key groups of others; the entries of further ones, at another parallelism, are copied.
 */
final class RestoredFiles {
    private final RocksStore store;
    private final Path staging;
    private final Map<String, CRC32C> checksums = new HashMap<>();
    private @Nullable OutputStream out;
    private String writing = "";

    RestoredFiles(RocksStore store) {
        this.store = store;
        staging = store.space().folder().resolve("restored");
    }

    void restore(Chunk chunk) throws IOException {
        if (FileChunks.isFile(chunk.header())) {
            append(FileChunks.fileName(chunk.header()), chunk.payload());
        } else {
            finish(StoreMeta.decode(chunk.payload()), chunk.header().operator());
        }
    }

    private void append(String name, byte[] content) throws IOException {
        if (!name.equals(writing) || out == null) {
            closeFile();
            if (!name.matches("[0-9]+\\.sst")) {
                throw new IOException("\"" + name + "\" is no name of a file of tables");
            }
            Files.createDirectories(staging);
            out = Files.newOutputStream(staging.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            writing = name;
        }
        out.write(content);
        checksums.computeIfAbsent(name, n -> new CRC32C()).update(content);
    }

    private void closeFile() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }

    private void finish(StoreMeta meta, String operator) throws IOException {
        closeFile();
        check(meta, operator);
        for (DatabaseFile file : meta.files()) {
            if (file.content() != null) {
                Files.createDirectories(staging);
                Files.write(staging.resolve(file.name()), file.content());
            } else if (!isWhole(file)) {
                throw new DamagedSnapshotException(
                        "file " + file.name() + " of the state of operator " + operator,
                        0,
                        "it is missing, or has another content than was written");
            }
        }
        checksums.clear();
        KeyGroupRange common = common(meta.range());
        if (common.size() <= 0) {
            Folders.delete(staging);
        } else if (store.isOpen()) {
            new Import(store, meta, common).run(staging);
        } else {
            adopt(meta, common);
        }
    }

    private void check(StoreMeta meta, String operator) {
        if (meta.kind() != store.kind() || meta.maxParallelism() != store.maxParallelism()) {
            throw new IllegalStateException("the keys of operator " + operator + " were " + meta.kind() + " in "
                    + meta.maxParallelism() + " key groups when the snapshot was taken, and are " + store.kind()
                    + " in " + store.maxParallelism() + " now: start the job anew, or change the key back");
        }
    }

    private boolean isWhole(DatabaseFile file) throws IOException {
        CRC32C checksum = checksums.get(file.name());
        return checksum != null
                && (int) checksum.getValue() == file.checksum()
                && Files.size(staging.resolve(file.name())) == file.size();
    }

    private KeyGroupRange common(KeyGroupRange other) {
        KeyGroupRange own = store.range();
        return new KeyGroupRange(Math.max(own.first(), other.first()), Math.min(own.end(), other.end()));
    }

    private void adopt(StoreMeta meta, KeyGroupRange common) throws IOException {
        Files.move(staging, Database.files(store.space()));
        store.adopt(meta, common);
        Database database = store.database();
        if (common.equals(meta.range())) {
            return;
        }
        for (StoreMeta.State state : meta.states()) {
            if (state.kind() == StateKind.TIMERS) {
                RocksTimers.clip(database, state.id(), common);
                continue;
            }
            database.deleteRange(KeyLayout.group(state.id(), 0), KeyLayout.group(state.id(), common.first()));
            database.deleteRange(KeyLayout.group(state.id(), common.end()), KeyLayout.group(state.id() + 1, 0));
        }
    }

    void close() {
        try {
            closeFile();
            Folders.delete(staging);
        } catch (IOException e) {
            // what is left is deleted at the next start
            checksums.clear();
        }
    }
}
