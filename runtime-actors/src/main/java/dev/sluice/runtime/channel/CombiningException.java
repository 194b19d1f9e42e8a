package dev.sluice.runtime.channel;

/** A user's function failed for a record that was to be added up for another operator: that one is to be named. */
public final class CombiningException extends Exception {
    private static final long serialVersionUID = 1;

    private final String operator;
    private final transient Exception failure;

    CombiningException(String operator, Exception cause) {
        super(cause);
        this.operator = operator;
        failure = cause;
    }

    /** @return what the function threw */
    public Exception failure() {
        return failure;
    }

    /** @return the name of the operator that the function belongs to */
    public String operator() {
        return operator;
    }
}
