package dev.sluice.runtime.coordinator;

import akka.actor.ActorRef;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.MasterMessage;
import dev.sluice.runtime.protocol.SubtaskId;
import java.util.List;
import java.util.Map;

/** The subtasks of a run, and how to reach them. */
final class Subtasks {
    private final Topology topology;
    private final KeeperDirectory keepers;

    Subtasks(Topology topology, KeeperDirectory keepers) {
        this.topology = topology;
        this.keepers = keepers;
    }

    Topology topology() {
        return topology;
    }

    void tellAll(KeeperCommand command) {
        for (SubtaskId subtask : topology.subtasks()) {
            keepers.tell(subtask, command);
        }
    }

    /** A new attempt, with what each subtask is to run. */
    Attempt attempt(
            MasterState state, List<SnapshotHandle> snapshots, akka.actor.typed.ActorRef<MasterMessage> master) {
        Attempt attempt = new Attempt(topology.subtasks());
        for (SubtaskId subtask : topology.subtasks()) {
            List<SnapshotHandle> own = topology.snapshotsFor(subtask, snapshots);
            attempt.deploys(
                    subtask,
                    new KeeperCommand.Deploy(state.epoch(), state.job(), state.restoredCheckpoint(), own, master));
        }
        return attempt;
    }

    /** Sends the deployments that have not been answered yet. */
    void deploy(Attempt attempt) {
        attempt.notReady().forEach(keepers::tell);
    }

    /** Tells each subtask where the inboxes of its receivers are. */
    void start(long epoch, Map<SubtaskId, ActorRef> inboxes) {
        for (SubtaskId subtask : topology.subtasks()) {
            keepers.tell(subtask, new KeeperCommand.Start(epoch, topology.receivers(subtask, inboxes)));
        }
    }

    /** Has the sources send the barrier of a checkpoint. */
    void trigger(long epoch, long checkpoint) {
        for (SubtaskId source : topology.sources()) {
            keepers.tell(source, new KeeperCommand.Trigger(epoch, checkpoint));
        }
    }
}
