package dev.sluice.connectors;

import dev.sluice.api.connector.Sink;

/** Ends a stream nowhere: to measure what comes before, or for a stream that is only wanted for its side outputs. */
public final class Discard {
    private Discard() {}

    /**
     * @param <T> the type of the records
     * @return forgets each record
     */
    public static <T> Sink<T> sink() {
        return context -> (record, timestamp) -> {};
    }
}
