package dev.sluice.runtime.operator;

import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.StatefulFunction;
import dev.sluice.api.function.TimerService;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.state.ValueState;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operator around a user's function with state and timers by key. */
abstract class TimedOperator extends KeyedOperator {
    final TimestampedCollector collector = new TimestampedCollector();
    final Context surroundings = new Context();
    private final StatefulFunction function;
    private final KeyedTimers timers;
    private @Nullable Long firing;
    private boolean eventTime;
    private long reached = Long.MIN_VALUE;

    TimedOperator(StatefulFunction function, KeyKind kind, OperatorContext context) {
        super(kind, context);
        this.function = function;
        timers = new KeyedTimers(key, context);
        function.declaredState().bind(new BoundState(store, key, context.sharing()));
    }

    abstract void onTimer(long time) throws Exception;

    /** Broadcast state for reading; only where there is a broadcast input. */
    MapState<Object, Object> broadcastState(String name) {
        throw new IllegalStateException("there is no broadcast input");
    }

    @Override
    public void open() throws Exception {
        function.open(context.task());
    }

    @Override
    final boolean fire(long time, Emitter out) throws Exception {
        reached = time;
        return fire(timers.eventTime, time, out, true);
    }

    @Override
    public final boolean onTick(long now, Emitter out) throws Exception {
        return fire(timers.processingTime, now, out, false);
    }

    private boolean fire(Timers due, long time, Emitter out, boolean isEventTime) throws Exception {
        collector.into(out);
        while (due.hasDue(time)) {
            if (out.isFull()) {
                return false;
            }
            long at = due.next();
            firing = at;
            eventTime = isEventTime;
            key.pointBoxed(due.take());
            collector.at(at);
            onTimer(at);
        }
        firing = null;
        return true;
    }

    @Override
    public final long nextTick() {
        return timers.processingTime.next();
    }

    @Override
    void snapshotMore(List<OperatorSnapshot> parts) {
        timers.snapshot(parts);
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
                .map(StateDeclaration::name)
                .toList();
    }

    @Override
    @Nullable
    Object look(String name) {
        Object handle = function.declaredState().handle(name);
        if (handle instanceof ValueState<?> value) {
            return copy(value.value());
        } else if (handle instanceof ListState<?> list) {
            List<@Nullable Object> elements = new ArrayList<>(list.get());
            elements.replaceAll(this::copy);
            return elements;
        } else if (handle instanceof MapState<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
            map.entries().forEach((entry, value) -> entries.put(copy(entry), copy(value)));
            return entries;
        }
        throw new IllegalArgumentException("state \"" + name + "\" cannot be looked at");
    }

    @Override
    public final @Nullable String activity() {
        return firing == null ? null : "timer " + firing + " of key " + key.boxed();
    }

    @Override
    public void close() throws Exception {
        super.close();
        function.close();
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
            // While timers fire, it is the watermark that makes them fire.
            return Math.max(reached, watermark());
        }

        @Override
        public long currentProcessingTime() {
            return context.clock().millis();
        }

        @Override
        public <X> void output(OutputTag<X> tag, X record) {
            collector.emitter().emit(tag, record, collector.timestamp());
        }

        @Override
        @SuppressWarnings("unchecked") // the user's types
        public <K, V> MapState<K, V> broadcastState(String name) {
            return (MapState<K, V>) TimedOperator.this.broadcastState(name);
        }
    }
}
