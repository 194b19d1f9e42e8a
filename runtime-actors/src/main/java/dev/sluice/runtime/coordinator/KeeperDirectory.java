package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperId;

/** Reaches the keepers of subtasks, wherever they are. */
@FunctionalInterface
public interface KeeperDirectory {
    /**
     * @param keeper whom to tell
     * @param command what it is told
     */
    void tell(KeeperId keeper, KeeperCommand command);
}
