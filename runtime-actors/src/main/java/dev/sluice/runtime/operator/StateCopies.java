package dev.sluice.runtime.operator;

import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.ValueState;
import dev.sluice.persistence.state.Sharing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies what a state holds for the current key, for somebody who must not change it. */
final class StateCopies {
    private final Sharing sharing;

    StateCopies(Sharing sharing) {
        this.sharing = sharing;
    }

    /** What the handle that a function was given shows: a value, list or map; null for a value that is not set. */
    @Nullable
    Object of(Object handle) {
        if (handle instanceof ValueState<?> state) {
            return copy(state.value());
        } else if (handle instanceof ReducingState<?> state) {
            return copy(state.get());
        } else if (handle instanceof AggregatingState<?, ?> state) {
            return copy(state.get());
        } else if (handle instanceof ListState<?> state) {
            List<@Nullable Object> elements = new ArrayList<>(state.get());
            elements.replaceAll(this::copy);
            return elements;
        } else if (handle instanceof MapState<?, ?> state) {
            Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
            state.entries().forEach((entry, value) -> entries.put(copy(entry), copy(value)));
            return entries;
        }
        throw new IllegalArgumentException(handle + " is no state that can be looked at");
    }

    @Nullable
    Object copy(@Nullable Object value) {
        return value == null ? null : sharing.own(value);
    }
}
