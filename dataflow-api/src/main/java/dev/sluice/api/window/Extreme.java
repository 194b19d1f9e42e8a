package dev.sluice.api.window;

import org.jspecify.annotations.Nullable;

/**
 * The accumulator of a smallest or largest value.
 *
 * @param <C> the type of the value
 */
public final class Extreme<C> {
    @Nullable
    C value;

    /** Of nothing. */
    public Extreme() {}
}
