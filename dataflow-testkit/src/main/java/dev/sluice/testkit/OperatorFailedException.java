package dev.sluice.testkit;

import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.task.FailedTaskException;
import java.util.Optional;

/**
 * A function of the job has failed; in production the attempt would end and another begin from the last checkpoint. Its
 * message names the operator, the record and the problem; its cause is what the function threw.
 */
public final class OperatorFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JobFailure failure;

    OperatorFailedException(FailedTaskException problem) {
        super(problem.getMessage(), problem.getCause());
        failure = problem.failure();
    }

    /** @return the name of the operator whose function failed */
    public String operator() {
        return failure.operator();
    }

    /** @return the index of its subtask */
    public int subtask() {
        return failure.subtask();
    }

    /** @return the record, timer or window that it was busy with, as text, shortened; empty if there was none */
    public Optional<String> record() {
        return Optional.ofNullable(failure.record());
    }

    /** @return whether a restart could mend it; otherwise the job would fail at once */
    public boolean restartable() {
        return failure.restartable();
    }
}
