package dev.sluice.runtime.operator;

import dev.sluice.api.function.TimerService;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyCursor;
import java.util.List;

/**
 * Both kinds of timers of an operator. Integer keys are kept as {@code Long}, so that their hash is that of the data
 * plane.
 */
final class KeyedTimers implements TimerService {
    final Timers eventTime = new Timers("$event-timers");
    final Timers processingTime = new Timers("$processing-timers");
    private final KeyCursor key;
    private final OperatorContext context;

    KeyedTimers(KeyCursor key, OperatorContext context) {
        this.key = key;
        this.context = context;
    }

    private Object current() {
        return key.kind().primitive()
                ? (Object) key.number()
                : context.sharing().own(key.object());
    }

    @Override
    public void registerEventTimeTimer(long time) {
        eventTime.register(time, current());
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        processingTime.register(time, current());
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        eventTime.delete(time, current());
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        processingTime.delete(time, current());
    }

    void snapshot(List<OperatorSnapshot> parts) {
        parts.add(eventTime.snapshot(context.maxParallelism()));
        parts.add(processingTime.snapshot(context.maxParallelism()));
    }

    boolean restore(Chunk chunk) {
        for (Timers timers : List.of(eventTime, processingTime)) {
            if (timers.owns(chunk)) {
                timers.restore(chunk, context.keyGroups(), context.codec());
                return true;
            }
        }
        return false;
    }
}
