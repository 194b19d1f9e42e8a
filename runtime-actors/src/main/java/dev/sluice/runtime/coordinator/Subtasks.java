package dev.sluice.runtime.coordinator;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperId;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterMessage;
import dev.sluice.runtime.protocol.SubtaskId;
import java.util.List;

/** The subtasks of an attempt, and how to reach them. */
final class Subtasks {
    private final Topology topology;
    private final List<Integer> shards;
    private final KeeperDirectory keepers;
    private final SourceAlignment alignment;

    /** @param shards by slot */
    Subtasks(Topology topology, List<Integer> shards, KeeperDirectory keepers) {
        this.topology = topology;
        this.shards = List.copyOf(shards);
        this.keepers = keepers;
        alignment = new SourceAlignment(topology.alignmentGroups());
    }

    Topology topology() {
        return topology;
    }

    int shard(SubtaskId subtask) {
        return shards.get(subtask.index());
    }

    private void tell(SubtaskId subtask, KeeperCommand command) {
        keepers.tell(new KeeperId(subtask, shard(subtask)), command);
    }

    /** Tells all that have a place. */
    void tellAll(KeeperCommand command) {
        if (shards.isEmpty()) {
            return;
        }
        for (SubtaskId subtask : topology.subtasks()) {
            tell(subtask, command);
        }
    }

    /** A new attempt, with what each subtask is to run. */
    Attempt attempt(
            MasterState state,
            List<SnapshotHandle> snapshots,
            Placement placement,
            akka.actor.typed.ActorRef<MasterMessage> master) {
        Attempt attempt = new Attempt(topology.subtasks());
        for (SubtaskId subtask : topology.subtasks()) {
            List<SnapshotHandle> own = topology.snapshotsFor(subtask, snapshots);
            attempt.deploys(
                    subtask,
                    new KeeperCommand.Deploy(state.epoch(), state.job(), state.restoredCheckpoint(), own, master));
            placement.nodeOf(shard(subtask)).ifPresent(node -> attempt.isOn(subtask, node));
        }
        return attempt;
    }

    /** Sends the deployments that have not been answered yet. */
    void deploy(Attempt attempt) {
        attempt.notReady().forEach(this::tell);
    }

    /** Asks those that have not answered yet. */
    void attach(Attempt attempt, KeeperCommand.Attach command) {
        attempt.notAttached().forEach(subtask -> tell(subtask, command));
    }

    /** Tells those that have not heard it yet where the inboxes of their receivers are. */
    void start(long epoch, Attempt attempt) {
        for (SubtaskId subtask : attempt.notStarted()) {
            tell(subtask, new KeeperCommand.Start(epoch, topology.receivers(subtask, attempt.inboxes())));
        }
    }

    /** Has the sources send the barrier of a checkpoint. */
    void trigger(long epoch, SnapshotRequest request) {
        for (SubtaskId source : topology.sources()) {
            tell(source, new KeeperCommand.Trigger(epoch, request));
        }
    }

    /** Has the sources read no more. */
    void drain(long epoch) {
        for (SubtaskId source : topology.sources()) {
            tell(source, new KeeperCommand.Drain(epoch));
        }
    }

    /** Tells a source, or all of its group, what they have to wait for. */
    void align(KeeperReport.AtWatermark report) {
        alignment
                .report(report)
                .forEach((source, minimum) -> tell(source, new KeeperCommand.Align(report.epoch(), minimum)));
    }

    /** Retires the keepers of the attempt before that have no part in this one, where their nodes are still there. */
    void retire(Subtasks before, long epoch, Attempt attemptBefore) {
        if (before.shards.isEmpty()) {
            return;
        }
        for (SubtaskId subtask : before.topology.subtasks()) {
            boolean same = topology.subtasks().contains(subtask) && shard(subtask) == before.shard(subtask);
            if (!same && !attemptBefore.isLost(subtask)) {
                before.tell(subtask, new KeeperCommand.Retire(epoch));
            }
        }
    }
}
