package dev.sluice.api.state;

import java.util.List;

/**
 * A list for each key. To be used only while a record or timer of a key is being processed, on that thread.
 *
 * @param <E> the type of the elements
 */
public interface ListState<E> {

    /** @return the current key's list in the order of addition, empty if there is none; not to be changed */
    List<E> get();

    /** @param element appended to the current key's list */
    void add(E element);

    /** @param elements what the current key's list becomes; an empty list clears it */
    void update(List<E> elements);

    /** Removes the current key's list. */
    void clear();
}
