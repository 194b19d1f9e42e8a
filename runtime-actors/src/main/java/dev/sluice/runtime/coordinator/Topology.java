package dev.sluice.runtime.coordinator;

import akka.actor.ActorRef;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Vertex;
import dev.sluice.runtime.protocol.SubtaskId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The subtasks of a run and what they send to each other. */
final class Topology {
    private final PhysicalPlan plan;
    private final String run;
    private final Set<SubtaskId> subtasks = new LinkedHashSet<>();
    private final Set<SubtaskId> sources = new LinkedHashSet<>();

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
            }
        }
    }

    Set<SubtaskId> subtasks() {
        return subtasks;
    }

    Set<SubtaskId> sources() {
        return sources;
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
