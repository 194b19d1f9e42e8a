package dev.sluice.runtime.coordinator;

import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.protocol.JobSpec;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What masters need of their node.
 *
 * @param keepers reaches the subtasks
 * @param placement chooses where they are
 * @param checkpoints where snapshots are
 * @param io runs what blocks
 * @param plans plans a job as it was submitted
 * @param clock the wall clock
 */
public record MasterEnvironment(
        KeeperDirectory keepers,
        Placement placement,
        CheckpointStore checkpoints,
        Executor io,
        Function<JobSpec, PhysicalPlan> plans,
        InstantSource clock) {}
