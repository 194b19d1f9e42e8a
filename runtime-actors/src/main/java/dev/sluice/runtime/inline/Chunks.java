package dev.sluice.runtime.inline;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps what is written. */
final class Chunks implements SnapshotWriter {
    private final List<Chunk> written = new ArrayList<>();

    @Override
    public void chunk(ChunkHeader header, byte[] payload, int offset, int length) {
        written.add(new Chunk(header, Arrays.copyOfRange(payload, offset, offset + length)));
    }

    List<Chunk> written() {
        return List.copyOf(written);
    }

    @Override
    public PieceWriter part() {
        throw new UnsupportedOperationException("chunks in memory have no parts");
    }

    @Override
    public void share(SnapshotHandle earlier) {
        throw new UnsupportedOperationException("chunks in memory share nothing");
    }

    @Override
    public SnapshotHandle commit() {
        throw new UnsupportedOperationException("chunks in memory have no handle");
    }

    @Override
    public void close() {
        // nothing is held
    }
}
