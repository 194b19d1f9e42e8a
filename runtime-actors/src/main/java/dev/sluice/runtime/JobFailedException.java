package dev.sluice.runtime;

import dev.sluice.runtime.job.JobFailure;

/** A job has failed for good. */
public final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JobFailure failure;

    /**
     * @param job the job's name
     * @param failure why
     */
    public JobFailedException(String job, JobFailure failure) {
        super("job \"" + job + "\" failed: " + failure.summary() + System.lineSeparator() + failure.stackTrace());
        this.failure = failure;
    }

    /** @return why */
    public JobFailure failure() {
        return failure;
    }
}
