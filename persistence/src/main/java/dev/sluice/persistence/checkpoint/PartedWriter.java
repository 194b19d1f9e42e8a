package dev.sluice.persistence.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot with its parts and what it shares, for stores that know how to write single pieces. As long as the
 * snapshot is open, its committed parts are counted as being written.
 */
public final class PartedWriter implements SnapshotWriter {
    /** What a store does for single pieces. */
    public interface Pieces {
        /**
         * Begins a piece.
         *
         * @throws IOException if it cannot be written, or its address is or was in use
         */
        PieceWriter begin(SnapshotAddress piece) throws IOException;

        /** @throws IOException if a piece that is to be shared is there no longer */
        void requireThere(SnapshotHandle shared) throws IOException;

        /** Deletes a committed part of a snapshot that was not committed. */
        void discard(SnapshotHandle part) throws IOException;

        /** Called once for each piece that was begun, when the whole snapshot is closed. */
        void closed(SnapshotAddress piece);
    }

    private final SnapshotAddress address;
    private final Pieces pieces;
    private final PieceWriter main;
    private final Map<SnapshotAddress, SnapshotHandle> shared = new LinkedHashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private boolean committed;
    private boolean closed;

    /**
     * Begins a snapshot.
     *
     * @param address of the snapshot itself
     * @param pieces the store
     * @throws IOException if it cannot be written, or its address is or was in use
     */
    public PartedWriter(SnapshotAddress address, Pieces pieces) throws IOException {
        this.address = address;
        this.pieces = pieces;
        main = pieces.begin(address);
    }

    @Override
    public void chunk(ChunkHeader header, byte[] payload, int offset, int length) throws IOException {
        main.chunk(header, payload, offset, length);
    }

    @Override
    public PieceWriter part() throws IOException {
        SnapshotAddress next = address.part(parts.size() + 1);
        Part part = new Part(next, pieces.begin(next));
        parts.add(part);
        return part;
    }

    @Override
    public void share(SnapshotHandle earlier) throws IOException {
        pieces.requireThere(earlier);
        shared.put(earlier.address(), earlier);
    }

    @Override
    public SnapshotHandle commit() throws IOException {
        for (SnapshotHandle piece : shared.values()) {
            if (!piece.address().isOfSameSnapshot(address)) {
                pieces.requireThere(piece); // again, after what may have taken long
            }
        }
        SnapshotHandle alone = main.commit();
        committed = true;
        return new SnapshotHandle(
                alone.address(), alone.bytes(), alone.chunks(), alone.location(), List.copyOf(shared.values()));
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        IOException failure = null;
        for (Part part : parts) {
            failure = closing(failure, part);
        }
        failure = closing(failure, main::close);
        pieces.closed(address);
        if (failure != null) {
            throw failure;
        }
    }

    private interface Closing {
        void run() throws IOException;
    }

    private static @Nullable IOException closing(@Nullable IOException failure, Closing closing) {
        try {
            closing.run();
        } catch (IOException e) {
            if (failure == null) {
                return e;
            }
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** A part; run when the whole snapshot is closed. */
    private final class Part implements PieceWriter, Closing {
        private final SnapshotAddress name;
        private final PieceWriter writer;

        Part(SnapshotAddress name, PieceWriter writer) {
            this.name = name;
            this.writer = writer;
        }

        @Override
        public void chunk(ChunkHeader header, byte[] payload, int offset, int length) throws IOException {
            writer.chunk(header, payload, offset, length);
        }

        @Override
        public SnapshotHandle commit() throws IOException {
            SnapshotHandle handle = writer.commit();
            shared.put(name, handle);
            return handle;
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }

        @Override
        public void run() throws IOException {
            try {
                writer.close();
                SnapshotHandle handle = shared.get(name);
                if (!committed && handle != null) {
                    pieces.discard(handle);
                }
            } finally {
                pieces.closed(name);
            }
        }
    }
}
