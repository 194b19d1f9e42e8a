package dev.sluice.persistence.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is needed to find a committed snapshot again, and to notice that it is not all there. Meant to be journaled and
 * sent.
 *
 * @param address whose snapshot it is
 * @param bytes how much room it takes in the store, without what it shares
 * @param chunks how many chunks it has, without what it shares
 * @param location where it lies; means something to the store that made it only
 * @param shared further committed pieces that the snapshot needs, which other snapshots may need too: its own parts and
 *     those of earlier ones. They are read in this order, before the snapshot itself, and share nothing themselves;
 *     null, as in what earlier releases wrote, for none
 */
public record SnapshotHandle(
        SnapshotAddress address, long bytes, int chunks, String location, List<SnapshotHandle> shared) {
    public SnapshotHandle {
        shared = Objects.requireNonNullElse(shared, List.<SnapshotHandle>of()).stream()
                .toList();
    }

    /**
     * The handle of one piece alone.
     *
     * @param address whose snapshot it is
     * @param bytes how much room it takes in the store
     * @param chunks how many chunks it has
     * @param location where it lies
     */
    public SnapshotHandle(SnapshotAddress address, long bytes, int chunks, String location) {
        this(address, bytes, chunks, location, List.of());
    }

    /** @return what it needs, in the order in which it is read: what it shares, then the snapshot itself */
    public List<SnapshotHandle> pieces() {
        List<SnapshotHandle> pieces = new ArrayList<>(shared);
        pieces.add(this);
        return pieces;
    }

    /** @return how much room all that it needs takes in the store */
    public long fullBytes() {
        return bytes + shared.stream().mapToLong(SnapshotHandle::bytes).sum();
    }

    /** @return how much of that was written for this snapshot, rather than for one before */
    public long newBytes() {
        return bytes
                + shared.stream()
                        .filter(piece -> piece.address.isOfSameSnapshot(address))
                        .mapToLong(SnapshotHandle::bytes)
                        .sum();
    }
}
