package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.SubtaskId;

/** Reaches the keepers of subtasks, wherever they are. */
@FunctionalInterface
public interface KeeperDirectory {

    /**
     * @param subtask whose keeper
     * @param command what it is told
     */
    void tell(SubtaskId subtask, KeeperCommand command);
}
