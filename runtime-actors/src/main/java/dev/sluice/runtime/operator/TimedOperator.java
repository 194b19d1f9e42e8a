package dev.sluice.runtime.operator;

import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.StatefulFunction;
import dev.sluice.api.function.TimerService;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.TimerQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator around a user's function with state and timers by key. */
abstract class TimedOperator extends KeyedOperator {
    final TimestampedCollector collector = new TimestampedCollector();
    final Context surroundings = new Context();
    private final StatefulFunction function;
    private final KeyedTimers timers;
    private boolean isFiring;
    private long firing;
    private boolean eventTime;

    TimedOperator(StatefulFunction function, KeyKind kind, OperatorContext context) {
        this(function, kind, context, null);
    }

    /** @param broadcast the state of the broadcast input, null if there is none */
    TimedOperator(
            StatefulFunction function, KeyKind kind, OperatorContext context, @Nullable BroadcastState broadcast) {
        super(kind, context);
        this.function = function;
        timers = new KeyedTimers(store, key);
        StateTime time = new Time();
        StateCells cells = declare(function.declaredState().declarations(), "", key, time);
        function.declaredState().bind(new BoundState(cells, context.sharing(), time) {
            @Override
            public <MK, MV> MapState<MK, MV> broadcast(StateDeclaration declaration) {
                return broadcast == null ? super.broadcast(declaration) : broadcast.of(declaration);
            }
        });
    }

    abstract void onTimer(long time) throws Exception;

    @Override
    public void open() throws Exception {
        checkRestored();
        FunctionLife.open(function, context.task());
    }

    @Override
    final boolean fire(long time, Emitter out) throws Exception {
        return fire(timers.eventTime, time, out, true);
    }

    @Override
    public final boolean onTick(long now, Emitter out) throws Exception {
        return fire(timers.processingTime, now, out, false);
    }

    private boolean fire(TimerQueue due, long time, Emitter out, boolean isEventTime) throws Exception {
        collector.into(out);
        while (due.hasDue(time)) {
            if (out.isFull()) {
                return false;
            }
            long at = due.take(key);
            firing = at;
            isFiring = true;
            eventTime = isEventTime;
            collector.at(at);
            onTimer(at);
        }
        isFiring = false;
        return true;
    }

    @Override
    public final long nextTick() {
        return timers.processingTime.next();
    }

    @Override
    void restoreMore(Chunk chunk) {
        if (!timers.restore(chunk)) {
            super.restoreMore(chunk);
        }
    }

    @Override
    public final List<String> stateNames() {
        return function.declaredState().declarations().stream()
                .filter(state -> state.kind().isKeyed())
                .map(StateDeclaration::name)
                .toList();
    }

    @Override
    @Nullable
    Object look(String name) {
        return new StateCopies(context.sharing()).of(function.declaredState().handle(name));
    }

    @Override
    public final @Nullable String activity() {
        return !isFiring ? null : "timer " + firing + " of key " + key.boxed();
    }

    @Override
    public void close() throws Exception {
        super.close();
        FunctionLife.close(function);
    }

    /** What user functions see around a record or timer. */
    final class Context
            implements KeyedBroadcastProcessFunction.ReadContext<Object>,
                    KeyedBroadcastProcessFunction.BroadcastContext {
        @Override
        public Object key() {
            return key.boxed();
        }

        @Override
        public TimerService timers() {
            return timers;
        }

        @Override
        public boolean isEventTime() {
            return eventTime;
        }

        @Override
        public long timestamp() {
            return collector.timestamp();
        }

        @Override
        public long currentWatermark() {
            return TimedOperator.this.currentWatermark();
        }

        @Override
        public long currentProcessingTime() {
            return context.clock().millis();
        }

        @Override
        public <X> void output(OutputTag<X> tag, X record) {
            collector.emitter().emit(tag, record, collector.timestamp());
        }
    }

    /**
     * Event time is the watermark's, and in a timer that timer's: what it finds does not depend on the next watermark.
     */
    private final class Time implements StateTime {
        @Override
        public long processingTime() {
            return context.clock().millis();
        }

        @Override
        public long eventTime() {
            return isFiring && eventTime ? Math.max(firing, watermark()) : watermark();
        }

        @Override
        public long eventTimestamp() {
            // A timer of the wall clock has that for a timestamp.
            return !isFiring ? collector.timestamp() : eventTime();
        }
    }
}
