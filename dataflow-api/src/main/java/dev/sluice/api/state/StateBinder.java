package dev.sluice.api.state;

/** Gives declared state its storage; implemented by the engine. */
public interface StateBinder {

    /**
     * @param declaration of kind {@link StateDeclaration.Kind#VALUE}
     * @param <V> the type of the value
     * @return the state
     */
    <V> ValueState<V> value(StateDeclaration declaration);

    /**
     * @param declaration of kind {@link StateDeclaration.Kind#LIST}
     * @param <E> the type of the elements
     * @return the state
     */
    <E> ListState<E> list(StateDeclaration declaration);

    /**
     * @param declaration of kind {@link StateDeclaration.Kind#MAP}
     * @param <K> the type of the map's keys
     * @param <V> the type of the map's values
     * @return the state
     */
    <K, V> MapState<K, V> map(StateDeclaration declaration);
}
