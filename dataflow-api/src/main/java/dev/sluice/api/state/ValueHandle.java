package dev.sluice.api.state;

import org.jspecify.annotations.Nullable;

final class ValueHandle<V> extends Handle<ValueState<V>> implements ValueState<V> {
    ValueHandle(StateDeclaration declaration) {
        super(declaration);
    }

    @Override
    ValueState<V> boundTo(StateBinder binder) {
        return binder.value(declaration);
    }

    @Override
    public @Nullable V value() {
        return bound().value();
    }

    @Override
    public void update(V value) {
        bound().update(value);
    }

    @Override
    public void clear() {
        bound().clear();
    }
}
