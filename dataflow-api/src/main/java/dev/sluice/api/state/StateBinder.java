package dev.sluice.api.state;

/** Gives declared state its storage; implemented by the engine. */
public interface StateBinder {

    /**
     * @param declaration of kind {@link StateDeclaration.Kind#VALUE}
     * @param <V> the type of the value
     * @return the state
     */
    default <V> ValueState<V> value(StateDeclaration declaration) {
        throw unsupported(declaration);
    }

    /**
     * @param declaration of kind {@link StateDeclaration.Kind#LIST}
     * @param <E> the type of the elements
     * @return the state
     */
    default <E> ListState<E> list(StateDeclaration declaration) {
        throw unsupported(declaration);
    }

    /**
     * @param declaration of kind {@link StateDeclaration.Kind#MAP}
     * @param <K> the type of the map's keys
     * @param <V> the type of the map's values
     * @return the state
     */
    default <K, V> MapState<K, V> map(StateDeclaration declaration) {
        throw unsupported(declaration);
    }

    /**
     * @param declaration of kind {@link StateDeclaration.Kind#REDUCING}
     * @param fold the declaration's
     * @param <V> the type of the value
     * @return the state
     */
    default <V> ReducingState<V> reducing(StateDeclaration declaration, StateFold<V, V, V> fold) {
        throw unsupported(declaration);
    }

    /**
     * @param declaration of kind {@link StateDeclaration.Kind#AGGREGATING}
     * @param fold the declaration's
     * @param <I> the type of what is added
     * @param <A> the type of the accumulator
     * @param <R> the type of the result
     * @return the state
     */
    default <I, A, R> AggregatingState<I, R> aggregating(StateDeclaration declaration, StateFold<I, A, R> fold) {
        throw unsupported(declaration);
    }

    /**
     * @param declaration of kind {@link StateDeclaration.Kind#BROADCAST}
     * @param <K> the type of the map's keys
     * @param <V> the type of the map's values
     * @return the state
     */
    default <K, V> MapState<K, V> broadcast(StateDeclaration declaration) {
        throw unsupported(declaration);
    }

    /**
     * @param declaration of kind {@link StateDeclaration.Kind#OPERATOR_LIST}
     * @param <E> the type of the elements
     * @return the state
     */
    default <E> ListState<E> operatorList(StateDeclaration declaration) {
        throw unsupported(declaration);
    }

    private static IllegalStateException unsupported(StateDeclaration declaration) {
        return new IllegalStateException("state \"" + declaration.name() + "\" is "
                + (declaration.kind().isKeyed()
                        ? "state by key, and this function has no keys: call keyBy() first, or use operatorList()"
                        : "no state by key, which is all that this function can have"));
    }
}
