package dev.sluice.runtime.operator;

import java.util.ArrayList;
import java.util.List;

/** What a window holds of two inputs. Written by the serializer, so it has plain fields only. */
public final class Sides {
    final ArrayList<Object> left = new ArrayList<>(2);
    final ArrayList<Object> right = new ArrayList<>(2);

    Sides() {}

    List<Object> of(int input) {
        return input == 0 ? left : right;
    }
}
