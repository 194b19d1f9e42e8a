package dev.sluice.runtime.offline;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A state by key: what it is expected to be, and how its values are shown. Says all that is needed to read it, so that
 * another thread or process can.
 *
 * @param uid the operator's
 * @param expected what it is taken for
 * @param rows what is made of values that are rows of numbers
 * @param types classes that may be met besides
 * @param shown makes what is kept of a key into what is shown
 */
record Query<K, V>(String uid, Expected expected, Decoder.Rows rows, Set<Class<?>> types, Function<Object, V> shown) {

    Query {
        types = Set.copyOf(types);
    }

    Decoder decoder(SavepointIndex index) {
        return Decoder.of(index.operator(uid), expected, types);
    }

    @SuppressWarnings("unchecked") // compared by the decoder
    Entries<Map.Entry<K, V>> entries(ChunkCursor chunks, Decoder decoder) {
        return new Entries<>(
                chunks,
                (chunk, out) -> decoder.entries(
                        chunk, rows, (namespace, key, value) -> out.accept(Map.entry((K) key, shown.apply(value)))));
    }
}
