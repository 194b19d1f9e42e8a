package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.protocol.CborSerializable;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.JobUpdate;

/** What the coordinator journals. */
public sealed interface CoordinatorEvent extends CborSerializable {

    /**
     * A run was accepted, or taken up again.
     *
     * @param spec how it is run
     */
    record Submitted(JobSpec spec) implements CoordinatorEvent {}

    /**
     * State is being copied for a run that is to begin from it. What there is of it goes if the coordinator does not
     * come to an end with that.
     *
     * @param run the run
     */
    record Importing(String run) implements CoordinatorEvent {}

    /**
     * The run does not begin, and nothing is left of the copy.
     *
     * @param run the run
     */
    record ImportFailed(String run) implements CoordinatorEvent {}

    /**
     * A run ended.
     *
     * @param job the job's name
     * @param last what its watchers were told at the end
     */
    record Ended(String job, JobUpdate last) implements CoordinatorEvent {}
}
