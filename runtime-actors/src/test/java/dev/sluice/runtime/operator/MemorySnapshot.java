package dev.sluice.runtime.operator;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps what a snapshot wrote. */
final class MemorySnapshot implements SnapshotWriter {
    final List<Chunk> chunks = new ArrayList<>();

    static List<Chunk> write(OperatorSnapshot snapshot, ValueCodec codec) throws Exception {
        MemorySnapshot memory = new MemorySnapshot();
        snapshot.write("operator", memory, codec);
        snapshot.release();
        return memory.chunks;
    }

    /** How many entries of keyed state there are: values, timers. */
    static int keyedEntries(List<Chunk> chunks) {
        return chunks.stream()
                .map(Chunk::header)
                .filter(header -> header.keyGroup() != ChunkHeader.NOT_KEYED)
                .mapToInt(ChunkHeader::entries)
                .sum();
    }

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
