package dev.sluice.runtime.offline;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SavepointFolder;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Goes through the chunks of one state of an operator, snapshot by snapshot; one file is open at a time. */
final class ChunkCursor implements Closeable {
    private final SavepointFolder folder;
    private final Iterator<SnapshotHandle> handles;
    private final String uid;
    private final String state;
    private final IntPredicate groups;
    private @Nullable SnapshotReader reader;
    private boolean closed;

    ChunkCursor(SavepointFolder folder, List<SnapshotHandle> handles, String uid, String state, IntPredicate groups) {
        this.folder = folder;
        this.handles = handles.iterator();
        this.uid = uid;
        this.state = state;
        this.groups = groups;
    }

    /** The next one, or null. */
    @Nullable
    Chunk next() {
        if (closed) {
            throw new IllegalStateException("the savepoint that this is read from was closed");
        }
        try {
            while (true) {
                if (reader == null) {
                    if (!handles.hasNext()) {
                        return null;
                    }
                    reader = folder.open(handles.next());
                }
                for (Chunk chunk = reader.next(groups); chunk != null; chunk = reader.next(groups)) {
                    if (chunk.header().operator().equals(uid)
                            && chunk.header().state().equals(state)) {
                        return chunk;
                    }
                }
                reader.close();
                reader = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
