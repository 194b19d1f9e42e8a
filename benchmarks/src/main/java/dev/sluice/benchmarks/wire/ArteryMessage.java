package dev.sluice.benchmarks.wire;

/** What goes through Artery, to compare. */
sealed interface ArteryMessage {

    /** Records with the times they were sent at. */
    @SuppressWarnings("ArrayRecordComponent") // it is never compared
    record Records(long sequence, long nanos, byte[] values) implements ArteryMessage {}

    /** Frames up to here may be sent. */
    record More(long upTo) implements ArteryMessage {}
}
