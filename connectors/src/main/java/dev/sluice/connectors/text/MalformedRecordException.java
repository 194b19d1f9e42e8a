package dev.sluice.connectors.text;

/**
 * A record, or a value in it, that does not read as what it should be. It carries no stack trace: the place that
 * matters is one in the data, and there may be many.
 */
public final class MalformedRecordException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param problem what is wrong, without the place */
    public MalformedRecordException(String problem) {
        super(problem, null, false, false);
    }

    /** @return what is wrong, without the place */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
