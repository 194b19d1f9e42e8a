package dev.sluice.examples.fuzz;

/** What goes through a naive stage, one after the other. */
sealed interface Signal {

    /**
     * A record.
     *
     * @param key what it is keyed by
     * @param value a number
     * @param time its event time, milliseconds
     */
    record Row(long key, long value, long time) implements Signal {}

    /**
     * A watermark.
     *
     * @param time no record at this time or before it is expected any more
     */
    record Mark(long time) implements Signal {}
}
