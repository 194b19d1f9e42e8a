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
     * A run ended.
     *
     * @param job the job's name
     * @param last what its watchers were told at the end
     */
    record Ended(String job, JobUpdate last) implements CoordinatorEvent {}
}
