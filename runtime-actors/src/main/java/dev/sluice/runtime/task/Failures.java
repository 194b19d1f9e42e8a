package dev.sluice.runtime.task;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.persistence.serde.UndeclaredTypeException;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.wire.ConnectionLostException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Puts a failure into words. */
public final class Failures {
    private Failures() {}

    /**
     * @param problem what was thrown
     * @param operator the operator, if the failure does not know better
     * @param subtask the subtask
     * @return the failure, with the innermost operator known
     */
    public static JobFailure of(Throwable problem, String operator, int subtask) {
        Throwable cause = problem;
        String name = operator;
        String record = null;
        if (problem instanceof OperatorException known) {
            cause = known.cause();
            name = known.operator();
            record = known.record();
        }
        return of(cause, name, subtask, record);
    }

    private static JobFailure of(Throwable cause, String operator, int subtask, @Nullable String record) {
        if (cause instanceof ConnectionLostException) {
            return JobFailure.environmental(operator, subtask, String.valueOf(cause.getMessage()));
        }
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace, true));
        boolean permanent = cause instanceof PermanentException || cause instanceof UndeclaredTypeException;
        String message = cause.getMessage() == null || cause.getMessage().isBlank()
                ? cause.getClass().getName()
                : permanent ? cause.getMessage() : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new JobFailure(
                operator, subtask, record, cause.getClass().getName(), message, trace.toString(), !permanent, false);
    }
}
