package dev.sluice.api.connector;

/**
 * A record that could not be read, with all that is needed to mend and feed it again.
 *
 * @param where the place, for example {@code flights.csv:17}
 * @param bytes the record as it stands there
 * @param error what is wrong with it
 */
@SuppressWarnings("ArrayRecordComponent") // a value for one reader, never compared
public record DeadLetter(String where, byte[] bytes, String error) {}
