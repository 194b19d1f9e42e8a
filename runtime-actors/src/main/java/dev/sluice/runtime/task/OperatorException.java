package dev.sluice.runtime.task;

import org.jspecify.annotations.Nullable;

/** A failure with the operator and what it was busy with. */
final class OperatorException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 300;

    private final transient Throwable cause;
    private final String operator;
    private final @Nullable String record;

    OperatorException(String operator, @Nullable String record, Throwable cause) {
        super(cause);
        this.cause = cause;
        this.operator = operator;
        this.record = record;
    }

    Throwable cause() {
        return cause;
    }

    String operator() {
        return operator;
    }

    @Nullable
    String record() {
        return record;
    }

    /** A record as text, shortened; a toString that fails must not hide what failed before. */
    static String describe(Object record) {
        try {
            String text = String.valueOf(record);
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        } catch (RuntimeException e) {
            return "a " + record.getClass().getName();
        }
    }
}
