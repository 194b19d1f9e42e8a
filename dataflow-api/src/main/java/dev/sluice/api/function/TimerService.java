package dev.sluice.api.function;

/** Timers of the current key. Registering the same time twice fires once. Timers are part of every snapshot. */
public interface TimerService {

    /** @param time event time, epoch milliseconds; fires when the watermark reaches it */
    void registerEventTimeTimer(long time);

    /** @param time wall clock, epoch milliseconds; fires as soon as it has passed */
    void registerProcessingTimeTimer(long time);

    /** @param time the event-time timer of the current key that shall not fire */
    void deleteEventTimeTimer(long time);

    /** @param time the processing-time timer of the current key that shall not fire */
    void deleteProcessingTimeTimer(long time);
}
