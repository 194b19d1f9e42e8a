package dev.sluice.runtime.offline;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a state is taken for, to be compared with what it is.
 *
 * @param name of the state as people know it
 * @param chunks the name under which it is written
 * @param key the type of the operator's keys; null where there are none
 * @param word what the state is, as schemas say it; null: nothing is compared but the keys
 * @param arguments the types that schemas put into angle brackets behind the word
 * @param value what the store holds for a key
 */
record Expected(
        String name,
        String chunks,
        @Nullable Class<?> key,
        @Nullable String word,
        List<? extends Type> arguments,
        Type value) {}
