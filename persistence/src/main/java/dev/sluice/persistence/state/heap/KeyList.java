package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keys one behind the other, whole numbers without boxes. */
final class KeyList {
    private static final int FIRST = 8;

    private long[] numbers = {};
    private @Nullable Object[] objects = {};
    private int size;

    void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(FIRST, 2 * size));
        }
        numbers[size++] = number;
    }

    void add(Object object) {
        if (size == objects.length) {
            objects = Arrays.copyOf(objects, Math.max(FIRST, 2 * size));
        }
        objects[size++] = object;
    }

    void addAll(KeyList other) {
        for (int i = 0; i < other.size; i++) {
            if (other.objects.length > 0) {
                add(Objects.requireNonNull(other.objects[i]));
            } else {
                add(other.numbers[i]);
            }
        }
    }

    int size() {
        return size;
    }

    /** Points at a key; its hash does not matter. */
    void pointAt(int i, KeyCursor key) {
        if (objects.length > 0) {
            key.point(Objects.requireNonNull(objects[i]), 0);
        } else {
            key.point(numbers[i], 0);
        }
    }
}
