package dev.sluice.api.state;

import java.util.List;

/** A list of a key, or of an operator. */
final class ListHandle<E> extends Handle<ListState<E>> implements ListState<E> {
    ListHandle(StateDeclaration declaration) {
        super(declaration);
    }

    @Override
    ListState<E> boundTo(StateBinder binder) {
        return declaration.kind().isKeyed() ? binder.list(declaration) : binder.operatorList(declaration);
    }

    @Override
    public List<E> get() {
        return bound().get();
    }

    @Override
    public void add(E element) {
        bound().add(element);
    }

    @Override
    public void update(List<E> elements) {
        bound().update(elements);
    }

    @Override
    public void clear() {
        bound().clear();
    }
}
