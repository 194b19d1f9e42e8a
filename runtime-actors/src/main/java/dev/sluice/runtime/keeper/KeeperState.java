package dev.sluice.runtime.keeper;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.protocol.CborSerializable;
import org.jspecify.annotations.Nullable;

/**
 * What a keeper knows for good.
 *
 * @param epoch the newest attempt it was deployed for, 0 at first; what is older is dropped
 * @param restoredCheckpoint the checkpoint that attempt began from
 * @param confirmedCheckpoint the newest checkpoint known to be complete
 * @param snapshot the newest snapshot it wrote
 */
public record KeeperState(
        long epoch,
        long restoredCheckpoint,
        long confirmedCheckpoint,
        @Nullable SnapshotHandle snapshot) implements CborSerializable {
    static final KeeperState EMPTY = new KeeperState(0, 0, 0, null);

    KeeperState apply(KeeperEvent event) {
        if (event instanceof KeeperEvent.Deployed deployed) {
            return new KeeperState(deployed.epoch(), deployed.restoredCheckpoint(), confirmedCheckpoint, snapshot);
        }
        if (event instanceof KeeperEvent.SnapshotWritten written) {
            return new KeeperState(epoch, restoredCheckpoint, confirmedCheckpoint, written.snapshot());
        }
        KeeperEvent.Confirmed confirmed = (KeeperEvent.Confirmed) event;
        return new KeeperState(
                epoch, restoredCheckpoint, Math.max(confirmedCheckpoint, confirmed.checkpoint()), snapshot);
    }
}
