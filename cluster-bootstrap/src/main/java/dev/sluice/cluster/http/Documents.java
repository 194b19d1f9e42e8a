package dev.sluice.cluster.http;

import akka.actor.Address;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import dev.sluice.cluster.http.message.CheckpointList;
import dev.sluice.cluster.http.message.ClusterDocument;
import dev.sluice.cluster.http.message.JobDocument;
import dev.sluice.cluster.http.message.JobList;
import dev.sluice.runtime.job.CheckpointCost;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.Recovery;
import dev.sluice.runtime.job.RetainedCheckpoint;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.node.JobStatus;
import dev.sluice.runtime.node.SubtaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From what the engine and the cluster say to what the API answers. */
final class Documents {
    private Documents() {}

    static JobList of(List<JobStatus> jobs) {
        return new JobList(jobs.stream().map(job -> of(job, false)).toList());
    }

    static JobDocument of(JobStatus job) {
        return of(job, true);
    }

    private static JobDocument of(JobStatus job, boolean withSubtasks) {
        return new JobDocument(
                job.job(),
                job.run(),
                job.state().name(),
                job.parameters(),
                job.parallelism(),
                job.attempt(),
                job.completedCheckpoints(),
                job.failedCheckpoints(),
                job.lastCheckpoint(),
                cost(job.lastCost()),
                failure(job.failure()),
                recovery(job.lastRecovery()),
                savepoint(job.savepoint()),
                withSubtasks ? job.subtasks().stream().map(Documents::of).toList() : null);
    }

    private static JobDocument.@Nullable CheckpointCost cost(@Nullable CheckpointCost cost) {
        return cost == null
                ? null
                : new JobDocument.CheckpointCost(cost.checkpoint(), cost.millis(), cost.newBytes(), cost.bytes());
    }

    private static JobDocument.@Nullable Failure failure(@Nullable JobFailure failure) {
        return failure == null
                ? null
                : new JobDocument.Failure(
                        failure.operator(),
                        failure.subtask(),
                        failure.record(),
                        failure.error().isEmpty() ? null : failure.error(),
                        failure.message(),
                        failure.stackTrace().isEmpty() ? null : failure.stackTrace());
    }

    private static JobDocument.@Nullable Recovery recovery(@Nullable Recovery recovery) {
        return recovery == null
                ? null
                : new JobDocument.Recovery(
                        recovery.cause().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        recovery.stopMillis(),
                        recovery.restoreMillis());
    }

    private static JobDocument.@Nullable Savepoint savepoint(@Nullable SavepointStatus savepoint) {
        return savepoint == null
                ? null
                : new JobDocument.Savepoint(
                        savepoint.directory(),
                        savepoint.requestedAt(),
                        savepoint.state().name(),
                        savepoint.checkpoint(),
                        savepoint.bytes(),
                        savepoint.problem().isEmpty() ? null : savepoint.problem());
    }

    static CheckpointList ofCheckpoints(List<RetainedCheckpoint> checkpoints) {
        return new CheckpointList(checkpoints.stream()
                .map(one -> new CheckpointList.Entry(
                        one.name(),
                        one.run(),
                        one.checkpoint(),
                        Instant.ofEpochMilli(one.completedAt()).toString(),
                        one.bytes()))
                .toList());
    }

    private static JobDocument.Subtask of(SubtaskStatus subtask) {
        boolean somewhere = !subtask.node().isEmpty();
        return new JobDocument.Subtask(
                subtask.vertex(),
                subtask.index(),
                somewhere ? subtask.node() : null,
                subtask.attempt(),
                somewhere && subtask.startedAt() > 0
                        ? Instant.ofEpochMilli(subtask.startedAt()).toString()
                        : null,
                subtask.recordsRead(),
                subtask.recordsWritten(),
                time(subtask.watermark()));
    }

    /** The ends of time are no times that anybody could read. */
    private static @Nullable String time(long watermark) {
        return watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE
                ? null
                : Instant.ofEpochMilli(watermark).toString();
    }

    static ClusterDocument of(String cluster, Address self, CurrentClusterState state) {
        Set<Member> unreachable = state.getUnreachable();
        List<Member> members = new ArrayList<>();
        state.getMembers().forEach(members::add);
        members.sort((one, other) -> one == other ? 0 : one.isOlderThan(other) ? -1 : 1);
        Address leader = state.getLeader();
        return new ClusterDocument(
                cluster,
                text(self),
                leader == null ? null : text(leader),
                members.stream()
                        .map(member -> new ClusterDocument.Member(
                                text(member.address()),
                                member.status().toString(),
                                !unreachable.contains(member),
                                member.getRoles().stream()
                                        .filter(role -> !role.startsWith("dc-"))
                                        .sorted()
                                        .toList()))
                        .toList());
    }

    private static String text(Address address) {
        return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
    }
}
