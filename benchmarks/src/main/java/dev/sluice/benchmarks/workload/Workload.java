package dev.sluice.benchmarks.workload;

import dev.sluice.api.JobDefinition;

/** What is measured, as a job in the DSL. */
public interface Workload {

    /** @return what it is called on the command line */
    String label();

    /** @return how many keys it has unless told otherwise */
    long defaultKeys();

    /**
     * @param events what goes in
     * @param observer sees the run; the definition holds it, so that it works in this process only
     * @return the job
     */
    JobDefinition job(Events events, Observer observer);

    /** @return whether the number of outputs is the same in every run; the checksum always is */
    default boolean countsAlike() {
        return true;
    }
}
