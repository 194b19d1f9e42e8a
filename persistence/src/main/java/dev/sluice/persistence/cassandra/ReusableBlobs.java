package dev.sluice.persistence.cassandra;

import dev.sluice.persistence.checkpoint.SnapshotAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers, of each subtask that this process writes snapshots of, what its last one consists of, so that the next one
 * need not write the same blobs again.
 *
 * <p>A snapshot that is used stays as a whole, so one of which less than half is still in use is used no more: at no
 * time does the store hold more than about twice what is needed.
 */
final class ReusableBlobs {
    private static final int MOST_SUBTASKS = 1024;

    private record Subtask(String run, String vertex, int index) {
        static Subtask of(SnapshotAddress address) {
            return new Subtask(address.run(), address.vertex(), address.subtask());
        }
    }

    /**
     * A committed snapshot.
     *
     * @param blobs by hash
     * @param ownerBytes how much each snapshot that it refers to, itself included, has written
     */
    private record Last(SnapshotKey key, Map<ByteBuffer, Blob> blobs, Map<UUID, Long> ownerBytes) {}

    private final Map<Subtask, Last> last = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subtask, Last> eldest) {
            return size() > MOST_SUBTASKS;
        }
    };

    /**
     * What a new snapshot may refer to.
     *
     * @param before the snapshot before, by which all these blobs are known to be there; null if there are none
     * @param blobs by hash
     */
    record Candidates(@Nullable SnapshotKey before, Map<ByteBuffer, Blob> blobs) {
        static final Candidates NONE = new Candidates(null, Map.of());

        Set<UUID> owners() {
            return blobs.values().stream().map(Blob::owner).collect(Collectors.toSet());
        }
    }

    synchronized Candidates of(SnapshotAddress address) {
        Last before = last.get(Subtask.of(address));
        if (before == null) {
            return Candidates.NONE;
        }
        Map<UUID, Long> inUse = new HashMap<>();
        before.blobs().values().forEach(blob -> inUse.merge(blob.owner(), (long) blob.length(), Long::sum));
        Map<ByteBuffer, Blob> blobs = new HashMap<>(before.blobs());
        blobs.values()
                .removeIf(blob -> 2 * inUse.getOrDefault(blob.owner(), 0L)
                        < before.ownerBytes().getOrDefault(blob.owner(), Long.MAX_VALUE));
        return new Candidates(before.key(), blobs);
    }

    /** Remembers a committed snapshot that has written so many bytes of its own. */
    synchronized void committed(SnapshotKey key, SnapshotIndex index, long ownBytes) {
        Map<ByteBuffer, Blob> blobs = new HashMap<>();
        index.blobs().forEach(blob -> blobs.put(blob.hash(), blob));
        Map<UUID, Long> ownerBytes = new HashMap<>();
        Last before = last.get(Subtask.of(key.address()));
        if (before != null) {
            ownerBytes.putAll(before.ownerBytes());
            ownerBytes.keySet().retainAll(index.uses(key.id()));
        }
        ownerBytes.put(key.id(), ownBytes);
        last.put(Subtask.of(key.address()), new Last(key, blobs, ownerBytes));
    }

    synchronized void clear() {
        last.clear();
    }

    synchronized void forget(String run) {
        last.keySet().removeIf(subtask -> subtask.run().equals(run));
    }
}
