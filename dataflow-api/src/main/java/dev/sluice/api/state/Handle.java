package dev.sluice.api.state;

import org.jspecify.annotations.Nullable;

/**
 * What a function holds of its state: an empty shell until the engine binds it.
 *
 * @param <S> what it is bound to
 */
abstract class Handle<S> {
    final StateDeclaration declaration;
    private @Nullable S state;

    Handle(StateDeclaration declaration) {
        this.declaration = declaration;
    }

    abstract S boundTo(StateBinder binder);

    final void bind(StateBinder binder) {
        state = boundTo(binder);
    }

    final S bound() {
        if (state == null) {
            throw new IllegalStateException("state \"" + declaration.name()
                    + "\" was used before the job runs: use it only while a record or timer is processed");
        }
        return state;
    }
}
