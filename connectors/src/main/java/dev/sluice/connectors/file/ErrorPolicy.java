package dev.sluice.connectors.file;

import dev.sluice.api.connector.DeadLetter;
import dev.sluice.api.function.OutputTag;

/** What becomes of a record that cannot be read. */
public sealed interface ErrorPolicy {

    /** @return the job fails at once, with the file, the line and the record; the default */
    static ErrorPolicy fail() {
        return new Fail();
    }

    /** @return the record is left out, and counted by the source's counter {@code skipped} */
    static ErrorPolicy skipAndCount() {
        return new SkipAndCount();
    }

    /**
     * @param tag the side output of the source that gets the record's bytes, its place and what is wrong with it
     * @return the record goes there
     */
    static ErrorPolicy deadLetter(OutputTag<DeadLetter> tag) {
        return new ToDeadLetters(tag);
    }

    /** Fails the job. */
    record Fail() implements ErrorPolicy {}

    /** Leaves the record out. */
    record SkipAndCount() implements ErrorPolicy {}

    /**
     * Sends the record to a side output.
     *
     * @param tag which
     */
    record ToDeadLetters(OutputTag<DeadLetter> tag) implements ErrorPolicy {}
}
