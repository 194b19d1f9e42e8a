package dev.sluice.api.state;

import org.jspecify.annotations.Nullable;

final class ReducingHandle<V> extends Handle<ReducingState<V>> implements ReducingState<V> {
    private final StateFold<V, V, V> fold;

    ReducingHandle(StateDeclaration declaration, StateFold<V, V, V> fold) {
        super(declaration);
        this.fold = fold;
    }

    @Override
    ReducingState<V> boundTo(StateBinder binder) {
        return binder.reducing(declaration, fold);
    }

    @Override
    public @Nullable V get() {
        return bound().get();
    }

    @Override
    public void add(V value) throws Exception {
        bound().add(value);
    }

    @Override
    public void clear() {
        bound().clear();
    }
}
