package dev.sluice.runtime.task;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.graph.OperatorSpec.SourceSpec;

/**
 * A job that only fills the state of some operators, out of sources that end: it is over when somebody has taken that
 * state. Run in one process, whose subtasks share what is asked here.
 */
public interface FillingJob extends JobDefinition {

    /**
     * @param uid of an operator
     * @return whether its state is what the job is for: then no time comes to it, so that neither timers nor windows
     *     fire
     */
    boolean isFilled(String uid);

    /**
     * @param operator the name of a source
     * @param spec what it reads
     * @return the same, which stays when all is read, and tells
     */
    SourceSpec staying(String operator, SourceSpec spec);
}
