package dev.sluice.api.state;

import org.jspecify.annotations.Nullable;

final class AggregatingHandle<I, A, R> extends Handle<AggregatingState<I, R>> implements AggregatingState<I, R> {
    private final StateFold<I, A, R> fold;

    AggregatingHandle(StateDeclaration declaration, StateFold<I, A, R> fold) {
        super(declaration);
        this.fold = fold;
    }

    @Override
    AggregatingState<I, R> boundTo(StateBinder binder) {
        return binder.aggregating(declaration, fold);
    }

    @Override
    public @Nullable R get() {
        return bound().get();
    }

    @Override
    public void add(I value) throws Exception {
        bound().add(value);
    }

    @Override
    public void clear() {
        bound().clear();
    }
}
