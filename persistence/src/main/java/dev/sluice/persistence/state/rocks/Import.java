package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.Folders;
import dev.sluice.persistence.state.KeyGroupRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** Copies key groups from another database into that of a store, as a sorted file for each state. */
final class Import {
    private final RocksStore store;
    private final StoreMeta from;
    private final KeyGroupRange groups;
    private final int[] prefixes;
    private final Bytes key = new Bytes();
    private final Bytes cell = new Bytes();

    Import(RocksStore store, StoreMeta from, KeyGroupRange groups) {
        this.store = store;
        this.from = from;
        this.groups = groups;
        prefixes = store.prefixes().takeOver(from.prefixes());
    }

    /** Copies from the database in a folder, and deletes that. */
    void run(Path folder) throws IOException {
        Path written = store.space().folder().resolve("import.sst");
        try (Options options = store.space().memory().options();
                RocksDB source = RocksDB.openReadOnly(options, folder.toString())) {
            for (StoreMeta.State state : from.states()) {
                if (copy(source, options, state, store.take(state, groups), written)) {
                    store.database().ingest(List.of(written.toString()));
                }
            }
        } catch (RocksDBException e) {
            throw new IOException("the restored files in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        Folders.delete(folder);
    }

    private boolean copy(RocksDB source, Options options, StoreMeta.State state, StateInfo into, Path file)
            throws RocksDBException {
        boolean isTimers = state.kind() == StateKind.TIMERS;
        byte[] begin = isTimers ? KeyLayout.state(state.id()) : KeyLayout.group(state.id(), groups.first());
        byte[] end = isTimers ? KeyLayout.state(state.id() + 1) : KeyLayout.group(state.id(), groups.end());
        boolean any = false;
        try (EnvOptions env = new EnvOptions();
                SstFileWriter writer = new SstFileWriter(env, options);
                RangeCursor cursor = new RangeCursor(source, begin, end, null)) {
            for (; cursor.isValid(); cursor.next()) {
                byte[] old = cursor.key();
                if (isTimers && !groups.contains(KeyLayout.groupOfTimer(old))) {
                    continue;
                }
                if (!any) {
                    writer.open(file.toString());
                    any = true;
                }
                key.cutTo(0);
                key.putShort(into.id);
                key.put(old, Short.BYTES, old.length);
                byte[] copied = key.copy();
                store.cells().translate(copied, cursor.value(), state.kind(), prefixes, cell);
                writer.put(copied, cell.copy());
            }
            if (any) {
                writer.finish();
            }
            return any;
        }
    }
}
