package dev.sluice.persistence.state.rocks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of values begin, so that it is stored once: a serialized value first names its class and fields. What
 * two values of a class have in common is a prefix; when one comes that has less in common, what it has becomes
 * another, a few times for a class. Values are only ever written with the newest prefix of their class, and read with
 * any.
 */
final class Prefixes {
    /** The number of no prefix; prefixes have the numbers behind {@link Cells#ROW}. */
    private static final int FIRST = Cells.ROW + 1;

    private static final int SHORTEST = 4;
    private static final int MOST_OF_A_CLASS = 16;
    private static final int MOST = 4096;

    private final List<byte[]> all = new ArrayList<>();
    private final Map<Class<?>, OfClass> byClass = new HashMap<>();

    private static final class OfClass {
        private byte @Nullable [] last;
        private byte[] prefix = {};
        private int number;
        private int tried;
    }

    /** Puts a value's bytes behind the number of its prefix. */
    void put(Class<?> type, byte[] value, Bytes out) {
        OfClass known = byClass.computeIfAbsent(type, t -> new OfClass());
        int common = mismatch(known.number == 0 ? known.last : known.prefix, value);
        if (known.number == 0 || common < known.prefix.length) {
            learn(known, value, common);
        }
        if (known.number != 0 && startsWith(value, known.prefix)) {
            out.putUnsigned(known.number);
            out.put(value, known.prefix.length, value.length);
        } else {
            out.putUnsigned(Cells.WHOLE);
            out.put(value, 0, value.length);
        }
    }

    private void learn(OfClass known, byte[] value, int common) {
        if (known.tried < MOST_OF_A_CLASS && all.size() < MOST) {
            known.tried++;
            if (common >= SHORTEST) {
                known.prefix = Arrays.copyOf(value, common);
                known.number = add(known.prefix);
            }
        }
        known.last = known.number == 0 && known.tried < MOST_OF_A_CLASS ? value : null;
    }

    /** How many bytes are the same at the beginning. */
    private static int mismatch(byte @Nullable [] one, byte[] other) {
        if (one == null) {
            return 0;
        }
        int at = Arrays.mismatch(one, other);
        return at < 0 ? other.length : at;
    }

    private static boolean startsWith(byte[] value, byte[] prefix) {
        return value.length >= prefix.length && Arrays.equals(value, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** The number of a prefix, new or known. */
    int add(byte[] prefix) {
        for (int i = 0; i < all.size(); i++) {
            if (Arrays.equals(all.get(i), prefix)) {
                return FIRST + i;
            }
        }
        all.add(prefix);
        return FIRST + all.size() - 1;
    }

    /** The prefix of a number. */
    byte[] of(int number) {
        return all.get(number - FIRST);
    }

    /** All there are, by number; as of now. */
    List<byte[]> all() {
        return List.copyOf(all);
    }

    /** Prefixes that are only read. */
    static Prefixes of(List<byte[]> all) {
        Prefixes prefixes = new Prefixes();
        prefixes.all.addAll(all);
        return prefixes;
    }

    /** For each number of others, the number here; others' prefixes are taken over. */
    int[] takeOver(List<byte[]> others) {
        int[] numbers = new int[FIRST + others.size()];
        numbers[Cells.ROW] = Cells.ROW;
        for (int i = 0; i < others.size(); i++) {
            numbers[FIRST + i] = add(others.get(i));
        }
        return numbers;
    }
}
