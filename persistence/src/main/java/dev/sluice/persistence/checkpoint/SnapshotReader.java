package dev.sluice.persistence.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one snapshot, or one part of it, chunk by chunk in the order they were written. For one thread at a time;
 * blocks.
 */
public interface SnapshotReader extends Closeable {
    /**
     * The next chunk that is not keyed or whose key group is accepted. The payloads of others are passed over, neither
     * decompressed nor checked.
     *
     * @return null after the last one; by then the snapshot is known to have been complete
     * @throws DamagedSnapshotException if it is not what was written. No chunk of wrong content is ever returned, but
     *     good ones may have been before
     */
    @Nullable
    Chunk next(IntPredicate keyGroups) throws IOException;
}
