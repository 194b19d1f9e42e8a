package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.heap.HeapChain.Written;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A snapshot that later ones can build on: a part of its own, behind those that it builds on itself.
 *
 * @param content all there is, or what has changed
 * @param chain is told where it is
 * @param checkpoint the checkpoint's number
 * @param before what it builds on, nothing for all there is
 * @param changes how many entries have changed
 */
record HeapPiece(HeapContent content, HeapChain chain, long checkpoint, Written before, long changes)
        implements StateSnapshot {
    static final Written NOTHING = new Written(List.of(), 0);

    @Override
    public void write(String operator, SnapshotWriter writer, ValueCodec codec) throws IOException {
        List<SnapshotHandle> pieces = new ArrayList<>(before.pieces());
        for (SnapshotHandle piece : pieces) {
            writer.share(piece);
        }
        try (PieceWriter part = writer.part()) {
            content.write(operator, part, codec);
            pieces.add(part.commit());
        }
        chain.written(checkpoint, new Written(pieces, before.pieces().isEmpty() ? 0 : before.changes() + changes));
    }

    @Override
    public void release() {
        content.release();
    }
}
