package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.serde.ValueCodec;
import java.io.IOException;

/** Frozen tables, or what has changed in them. */
interface HeapContent {

    /** Writes it; called once, by any thread, with a codec of that thread's own. */
    void write(String operator, PieceWriter writer, ValueCodec codec) throws IOException;

    /** Lets the tables change without saving anything first; harmless if called again. */
    void release();
}
