package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.JobState;
import dev.sluice.runtime.protocol.CborSerializable;
import dev.sluice.runtime.protocol.JobSpec;

/** What the coordinator journals. */
public sealed interface CoordinatorEvent extends CborSerializable {

    /**
     * A run was accepted, or taken up again.
     *
     * @param spec how it is run
     */
    record Submitted(JobSpec spec) implements CoordinatorEvent {}

    /**
     * A run ended.
     *
     * @param job the job's name
     * @param run the run
     * @param state how
     */
    record Ended(String job, String run, JobState state) implements CoordinatorEvent {}
}
