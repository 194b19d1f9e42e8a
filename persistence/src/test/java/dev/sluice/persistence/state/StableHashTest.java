package dev.sluice.persistence.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.persistence.ForkedJvm;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StableHashTest {

    enum Color {
        RED,
        GREEN,
        /** With a body, hence of a class of its own. */
        BLUE {
            @Override
            public String toString() {
                return "azure";
            }
        }
    }

    record Pair(Object left, Object right) {}

    record Mixed(int i, long l, double d, boolean b, char c, byte x, Color color, String text, List<Color> colors) {}

    private record Hidden(Color color) {}

    static List<Object> keys() {
        return List.of(
                "",
                "ATL",
                1L,
                -1,
                (short) 3,
                (byte) 4,
                'c',
                true,
                1.5,
                2.5f,
                Color.RED,
                Color.BLUE,
                new Pair("a", Color.GREEN),
                new Mixed(1, 2, 3.5, true, 'x', (byte) 7, Color.BLUE, "text", List.of(Color.RED, Color.GREEN)),
                new Hidden(Color.GREEN),
                List.of(Color.RED, "x", 1L),
                Set.of(Color.RED, Color.GREEN),
                Map.of(Color.RED, List.of(Color.BLUE)),
                Optional.of(Color.GREEN),
                Optional.empty(),
                Instant.ofEpochMilli(1_000),
                LocalDate.of(2001, 1, 31),
                Duration.ofMinutes(5),
                new UUID(1, 2),
                new BigDecimal("1.50"));
    }

    /** Prints the hashes of all keys. */
    static final class PrintHashes {
        public static void main(String[] args) {
            keys().forEach(key -> System.out.println(KeyGroups.hash(key)));
        }
    }

    @Test
    void when_keys_are_hashed_in_another_jvm_then_the_hashes_are_the_same() throws Exception {
        List<String> theirs = new ArrayList<>();
        try (ForkedJvm jvm = new ForkedJvm(PrintHashes.class)) {
            jvm.forEachLine(theirs::add);
        }
        assertThat(theirs)
                .containsExactlyElementsOf(keys().stream()
                        .map(key -> Integer.toString(KeyGroups.hash(key)))
                        .toList());
    }

    @Test
    void when_keys_are_equal_then_their_hashes_are_whatever_their_class() {
        assertSame(List.of(1, 2), new ArrayList<>(List.of(1, 2)), Arrays.asList(1, 2));
        assertSame(
                EnumSet.of(Color.GREEN, Color.RED),
                new HashSet<>(List.of(Color.GREEN, Color.RED)),
                new LinkedHashSet<>(List.of(Color.RED, Color.GREEN)),
                new TreeSet<>(List.of(Color.GREEN, Color.RED)),
                Collections.unmodifiableSet(EnumSet.of(Color.GREEN, Color.RED)));
        Map<Color, Integer> map = Map.of(Color.RED, 1, Color.BLUE, 2);
        assertSame(map, new HashMap<>(map), new TreeMap<>(map), new EnumMap<>(map));
        assertSame(new Pair("a", List.of("b")), new Pair("a", new ArrayList<>(List.of("b"))));
        assertSame(new Pair(null, null), new Pair(null, null));
    }

    private static void assertSame(Object first, Object... others) {
        for (Object other : others) {
            assertThat(other).isEqualTo(first);
            assertThat(KeyGroups.hash(other)).as(other.getClass().toString()).isEqualTo(KeyGroups.hash(first));
        }
    }

    @Test
    void when_keys_differ_in_one_component_then_their_hashes_do() {
        assertThat(KeyGroups.hash(new Pair("a", "b"))).isNotEqualTo(KeyGroups.hash(new Pair("b", "a")));
        assertThat(KeyGroups.hash(Color.RED)).isNotEqualTo(KeyGroups.hash(Color.GREEN));
    }

    private static final class ByIdentity {}

    @Test
    void when_the_hash_of_a_part_depends_on_the_jvm_then_it_is_refused() {
        assertThatThrownBy(() -> KeyGroups.hash(new Pair("a", new int[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("array")
                .hasMessageContaining("List");
        assertThatThrownBy(() -> KeyGroups.hash(List.of(new long[] {1}))).hasMessageContaining("array");
        assertThatThrownBy(() -> KeyGroups.hash(new Pair("a", new ByIdentity())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("equals");
        assertThatThrownBy(() -> KeyGroups.hash(new Object())).isInstanceOf(IllegalArgumentException.class);
    }
}
