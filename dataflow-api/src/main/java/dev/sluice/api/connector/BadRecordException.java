package dev.sluice.api.connector;

/** A record of the input that cannot be read however often one tries: the job fails at once, without restarts. */
public final class BadRecordException extends PermanentException {
    private static final long serialVersionUID = 1;

    /**
     * @param where the place, for example {@code flights.csv:17}
     * @param record the record as it stands there
     * @param problem what is wrong with it
     */
    public BadRecordException(String where, String record, String problem) {
        super(where + ": " + problem + ": " + record);
    }
}
