package dev.sluice.runtime.operator;

import dev.sluice.api.function.TimerService;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.TimerQueue;

/** Both kinds of timers of an operator, as the current key's function sees them. */
final class KeyedTimers implements TimerService {
    static final String EVENT_TIME = "$event-timers";
    static final String PROCESSING_TIME = "$processing-timers";

    final TimerQueue eventTime;
    final TimerQueue processingTime;
    private final KeyedStateStore store;
    private final KeyCursor key;

    KeyedTimers(KeyedStateStore store, KeyCursor key) {
        this.store = store;
        this.key = key;
        eventTime = store.timers(EVENT_TIME);
        processingTime = store.timers(PROCESSING_TIME);
    }

    @Override
    public void registerEventTimeTimer(long time) {
        eventTime.register(time, key.required());
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        processingTime.register(time, key.required());
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        eventTime.delete(time, key.required());
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        processingTime.delete(time, key.required());
    }

    /** Whether the chunk holds such timers. */
    boolean restore(Chunk chunk) {
        String state = chunk.header().state();
        if (state.equals(EVENT_TIME) || state.equals(PROCESSING_TIME)) {
            store.restore(chunk);
            return true;
        }
        return false;
    }
}
