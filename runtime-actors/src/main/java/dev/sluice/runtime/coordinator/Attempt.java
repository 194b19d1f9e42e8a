package dev.sluice.runtime.coordinator;

import akka.actor.ActorRef;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.SubtaskId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What the subtasks of one attempt have reported so far. Not journaled: after a fail-over they are asked again. */
final class Attempt {
    private final Set<SubtaskId> all;
    private final Map<SubtaskId, KeeperCommand> deployments = new LinkedHashMap<>();
    private final Map<SubtaskId, ActorRef> inboxes = new HashMap<>();
    private final Set<SubtaskId> started = new HashSet<>();
    private final Set<SubtaskId> atEnd = new HashSet<>();
    private final Set<SubtaskId> stopped = new HashSet<>();
    private final Set<SubtaskId> attached = new HashSet<>();
    private final Set<SubtaskId> committedLast = new HashSet<>();
    private final Map<SubtaskId, String> nodes = new HashMap<>();
    private final Set<SubtaskId> lost = new HashSet<>();
    private long lastCheckpoint;
    private boolean isLastOfAll;

    Attempt(Set<SubtaskId> all) {
        this.all = all;
    }

    void deploys(SubtaskId subtask, KeeperCommand.Deploy command) {
        deployments.put(subtask, command);
    }

    /** The deployments that have not been answered yet. */
    Map<SubtaskId, KeeperCommand> notReady() {
        Map<SubtaskId, KeeperCommand> open = new LinkedHashMap<>(deployments);
        open.keySet().removeAll(inboxes.keySet());
        return open;
    }

    /** Where a subtask is, or is meant to be. */
    void isOn(SubtaskId subtask, String node) {
        nodes.put(subtask, node);
    }

    boolean isOn(String node) {
        return nodes.containsValue(node);
    }

    /** A node is gone, and with it what ran there; true if something did. */
    boolean lose(String node) {
        boolean any = false;
        for (Map.Entry<SubtaskId, String> entry : nodes.entrySet()) {
            if (entry.getValue().equals(node)) {
                any = true;
                lost.add(entry.getKey());
                stopped.add(entry.getKey());
            }
        }
        return any;
    }

    boolean isLost(SubtaskId subtask) {
        return lost.contains(subtask);
    }

    boolean isStopped() {
        return stopped.containsAll(all);
    }

    /** Those that have not said yet whether they run. */
    Set<SubtaskId> notAttached() {
        Set<SubtaskId> open = new LinkedHashSet<>(all);
        open.removeAll(attached);
        return open;
    }

    /** True once all tasks are ready. */
    boolean ready(SubtaskId subtask, ActorRef inbox) {
        inboxes.put(subtask, inbox);
        return inboxes.size() == all.size();
    }

    void started(SubtaskId subtask) {
        started.add(subtask);
    }

    /** Those that have not said yet that they were told to begin. */
    Set<SubtaskId> notStarted() {
        Set<SubtaskId> open = new LinkedHashSet<>(all);
        open.removeAll(started);
        return open;
    }

    Map<SubtaskId, ActorRef> inboxes() {
        return inboxes;
    }

    /** True once all have attached. */
    boolean attached(SubtaskId subtask, boolean isAtEnd) {
        attached.add(subtask);
        if (isAtEnd) {
            atEnd.add(subtask);
        }
        return attached.containsAll(all);
    }

    void atEnd(SubtaskId subtask) {
        atEnd.add(subtask);
    }

    boolean isAtEnd() {
        return atEnd.containsAll(all);
    }

    /** True once no task is left. */
    boolean stopped(SubtaskId subtask) {
        stopped.add(subtask);
        return isStopped();
    }

    /**
     * A checkpoint is complete that something follows only after all have committed it.
     *
     * @param ofAll whether it was made at the end of all input
     */
    void completedLast(long checkpoint, boolean ofAll) {
        lastCheckpoint = checkpoint;
        isLastOfAll = ofAll;
        committedLast.clear();
    }

    /** True once all have committed the last checkpoint. */
    boolean committed(SubtaskId subtask, long checkpoint) {
        return lastCheckpoint > 0
                && checkpoint == lastCheckpoint
                && committedLast.add(subtask)
                && committedLast.containsAll(all);
    }

    /** The checkpoint was not the last: the attempt goes on. */
    void goesOn() {
        lastCheckpoint = 0;
    }

    /** Whether what is committed, or was, is all there is. */
    boolean isLastOfAll() {
        return isCommitting() && isLastOfAll;
    }

    /** Whether all have committed the last checkpoint. */
    boolean hasCommitted() {
        return isCommitting() && committedLast.containsAll(all);
    }

    boolean isCommitting() {
        return lastCheckpoint > 0;
    }
}
