package dev.sluice.persistence.state;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps what a snapshot wrote. */
public final class ChunkList implements SnapshotWriter {
    public final List<Chunk> chunks = new ArrayList<>();

    @Override
    public void chunk(ChunkHeader header, byte[] payload, int offset, int length) {
        chunks.add(new Chunk(header, Arrays.copyOfRange(payload, offset, offset + length)));
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
        throw new UnsupportedOperationException("only chunks are kept here");
    }

    @Override
    public void close() {
        // nothing is held
    }
}
