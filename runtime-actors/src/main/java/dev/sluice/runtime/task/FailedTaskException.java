package dev.sluice.runtime.task;

import dev.sluice.runtime.job.JobFailure;

/** A subtask that somebody drives himself has failed and can only be closed. */
public final class FailedTaskException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JobFailure failure;

    FailedTaskException(JobFailure failure, Throwable cause) {
        super(failure.summary(), cause);
        this.failure = failure;
    }

    /** @return the operator, the record and the cause, as a master would be told */
    public JobFailure failure() {
        return failure;
    }
}
