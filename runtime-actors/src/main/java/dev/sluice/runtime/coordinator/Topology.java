package dev.sluice.runtime.coordinator;

import akka.actor.ActorRef;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Vertex;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.SubtaskId;
import dev.sluice.runtime.savepoint.Outlines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The subtasks of a run and what they send to each other. */
final class Topology {
    private final PhysicalPlan plan;
    private final String run;
    private final Set<SubtaskId> subtasks = new LinkedHashSet<>();
    private final Set<SubtaskId> sources = new LinkedHashSet<>();
    private final Map<SubtaskId, String> alignmentGroups = new LinkedHashMap<>();

    Topology(PhysicalPlan plan, String run) {
        this.plan = plan;
        this.run = run;
        for (Vertex vertex : plan.vertices()) {
            for (int i = 0; i < vertex.parallelism(); i++) {
                SubtaskId id = new SubtaskId(run, vertex.id(), i);
                subtasks.add(id);
                if (vertex.isSource()) {
                    sources.add(id);
                }
                OperatorSpec.EventTime time = vertex.head().spec().eventTime();
                if (time != null && time.watermarks().alignment() != null) {
                    alignmentGroups.put(id, time.watermarks().alignment().group());
                }
            }
        }
    }

    Set<SubtaskId> subtasks() {
        return subtasks;
    }

    /** By slot, how many subtasks it has: those of the same index are a slot. */
    List<Integer> weights() {
        int slots = plan.vertices().stream().mapToInt(Vertex::parallelism).max().orElse(0);
        return IntStream.range(0, slots)
                .mapToObj(slot -> (int) plan.vertices().stream()
                        .filter(vertex -> vertex.parallelism() > slot)
                        .count())
                .toList();
    }

    /** What whoever begins from a checkpoint of this must know of it. */
    JobOutline outline(JobSpec job) {
        return Outlines.of(plan, job);
    }

    Set<SubtaskId> sources() {
        return sources;
    }

    /** The groups of the sources that wait for others. */
    Map<SubtaskId, String> alignmentGroups() {
        return alignmentGroups;
    }

    /**
     * What a subtask is restored from. State is found by the uid of its operator: which vertex the operator is chained
     * into depends on the parallelism, so after a change of that each subtask has to look into all snapshots.
     */
    List<SnapshotHandle> snapshotsFor(SubtaskId subtask, List<SnapshotHandle> snapshots) {
        Set<SubtaskId> writers = snapshots.stream()
                .map(SnapshotHandle::address)
                .map(address -> new SubtaskId(run, address.vertex(), address.subtask()))
                .collect(Collectors.toSet());
        return writers.equals(subtasks)
                ? snapshots.stream()
                        .filter(handle -> handle.address().vertex().equals(subtask.vertex()))
                        .toList()
                : snapshots;
    }

    /** By edge, the inboxes to which a subtask sends. */
    Map<Integer, List<ActorRef>> receivers(SubtaskId sender, Map<SubtaskId, ActorRef> inboxes) {
        Map<Integer, List<ActorRef>> receivers = new LinkedHashMap<>();
        for (PlanEdge edge : plan.vertex(sender.vertex()).outputs()) {
            Vertex to = plan.vertices().get(edge.to());
            List<ActorRef> refs = new ArrayList<>();
            for (int i = 0; i < to.parallelism(); i++) {
                refs.add(Objects.requireNonNull(inboxes.get(new SubtaskId(run, to.id(), i))));
            }
            receivers.put(edge.index(), refs);
        }
        return receivers;
    }
}
