package dev.sluice.persistence.contents;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.schema.OperatorSchema;
import java.io.IOException;
import java.util.function.IntPredicate;

/**
 * Reads all pieces of a snapshot. What its state is made of comes first: it is needed before the state, but stands in
 * the snapshot itself, which is read behind what it shares with others.
 *
 * @param from opens pieces
 */
public record SchemaFirst(Opener from) {

    /** Opens a piece of a snapshot. */
    @FunctionalInterface
    public interface Opener {
        /**
         * @param piece which
         * @return reads it
         * @throws IOException if it cannot be read
         */
        SnapshotReader open(SnapshotHandle piece) throws IOException;
    }

    /** Gets chunks. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * @param chunk a chunk
         * @throws IOException if that is what came of it
         */
        void accept(Chunk chunk) throws IOException;
    }

    /**
     * @param snapshot which
     * @param keyGroups chunks of which key groups, besides those of none
     * @param receiver gets each of these chunks once
     * @throws IOException if something cannot be read, or the receiver throws it
     */
    public void read(SnapshotHandle snapshot, IntPredicate keyGroups, Receiver receiver) throws IOException {
        if (snapshot.shared().isEmpty()) {
            readPiece(snapshot, keyGroups, receiver);
            return;
        }
        readPiece(snapshot, group -> false, chunk -> {
            if (isSchema(chunk)) {
                receiver.accept(chunk);
            }
        });
        for (SnapshotHandle piece : snapshot.pieces()) {
            readPiece(piece, keyGroups, chunk -> {
                if (!isSchema(chunk)) {
                    receiver.accept(chunk);
                }
            });
        }
    }

    private void readPiece(SnapshotHandle piece, IntPredicate keyGroups, Receiver receiver) throws IOException {
        try (SnapshotReader reader = from.open(piece)) {
            for (Chunk chunk = reader.next(keyGroups); chunk != null; chunk = reader.next(keyGroups)) {
                receiver.accept(chunk);
            }
        }
    }

    private static boolean isSchema(Chunk chunk) {
        return chunk.header().state().equals(OperatorSchema.STATE);
    }
}
