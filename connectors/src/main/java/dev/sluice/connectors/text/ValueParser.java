package dev.sluice.connectors.text;

/**
 * Parses values of one type. An instance may remember what it parsed last, so it belongs to one thread.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface ValueParser<V> {

    /**
     * @param bytes holds the text, in UTF-8
     * @param from where it begins
     * @param to where it ends; the text is not empty, except perhaps for a String
     * @return the value
     * @throws MalformedRecordException if it is none, with the text and what is expected
     */
    V parse(byte[] bytes, int from, int to) throws MalformedRecordException;
}
