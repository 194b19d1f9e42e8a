package dev.sluice.runtime.operator;

/** The time of an operator, by which its state expires. None of them ever goes back while the operator runs. */
interface StateTime {

    /** The wall clock, epoch milliseconds. */
    long processingTime();

    /** How far event time has come: the watermark, or the event-time timer that is being fired. */
    long eventTime();

    /** The event time of what is being processed; before {@link #eventTime} where it is late. */
    long eventTimestamp();
}
