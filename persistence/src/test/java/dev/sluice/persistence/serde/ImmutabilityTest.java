package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.serde.Samples.Account;
import dev.sluice.persistence.serde.Samples.Bean;
import dev.sluice.persistence.serde.Samples.Circle;
import dev.sluice.persistence.serde.Samples.Colour;
import dev.sluice.persistence.serde.Samples.Group;
import dev.sluice.persistence.serde.Samples.Order;
import dev.sluice.persistence.serde.Samples.Pair;
import dev.sluice.persistence.serde.Samples.Shape;
import dev.sluice.persistence.serde.Samples.Square;
import dev.sluice.persistence.serde.Samples.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.*;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({"JavaUtilDate", "UnnecessaryStringBuilder", "ArrayRecordComponent"}) // what is tested
class ImmutabilityTest {
    record Chain(int value, Chain next) {}

    record LooseChain(Object value, LooseChain next) {}

    record MutableInside(int x, int[] numbers) {}

    record Lists(List<Lists> lists) {}

    /** Shows a copy of what it holds, which is not what counts. */
    record Sly(Object held) {
        @Override
        public Object held() {
            return List.of();
        }
    }

    record Ring(int value, RingEnd end) {}

    static final class RingEnd {
        private final String name;
        private Ring back;

        RingEnd(String name, Ring back) {
            this.name = name;
            this.back = back;
        }

        @Override
        public String toString() {
            return name + back;
        }
    }

    static final class Fixed {
        private final String name;
        private final long value;

        Fixed(String name, long value) {
            this.name = name;
            this.value = value;
        }

        @Override
        public String toString() {
            return name + value;
        }
    }

    static class Extensible {
        private final int value = 1;

        @Override
        public String toString() {
            return "" + value;
        }
    }

    static final class Extended extends Extensible {
        int count;
    }

    static final class LazyHash {
        private final String name = "x";
        private transient int hash;

        @Override
        public int hashCode() {
            if (hash == 0) {
                hash = name.hashCode();
            }
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }

    sealed interface Open permits Closed, NotSealed {}

    record Closed(int x) implements Open {}

    non-sealed interface NotSealed extends Open {}

    sealed interface Event permits Started, Stopped {}

    record Started(Instant at) implements Event {}

    record Stopped(Instant at, Event cause) implements Event {}

    static sealed class SealedBase permits SealedSub {}

    static final class SealedSub extends SealedBase {
        int count;
    }

    static Stream<Arguments> values() {
        List<Object> changing = new ArrayList<>();
        return Stream.of(
                Arguments.of(null, true),
                Arguments.of(1L, true),
                Arguments.of("x", true),
                Arguments.of(BigDecimal.ONE, true),
                Arguments.of(Instant.EPOCH, true),
                Arguments.of(ZonedDateTime.now(ZoneId.of("UTC")), true),
                Arguments.of(new UUID(1, 2), true),
                Arguments.of(Colour.RED, true),
                Arguments.of(Colour.GREEN, true),
                Arguments.of(new Object(), true),
                Arguments.of(new Circle(1), true),
                Arguments.of(new Square(1, Colour.RED), true),
                Arguments.of(new Unit(), true),
                Arguments.of(new Chain(1, new Chain(2, null)), true),
                Arguments.of(new LooseChain(1, new LooseChain("x", null)), true),
                Arguments.of(new LooseChain(1, new LooseChain(changing, null)), false),
                Arguments.of(new Fixed("x", 1), true),
                Arguments.of(new Extensible(), true),
                Arguments.of(new Extended(), false),
                Arguments.of(new LazyHash(), false),
                Arguments.of(new MutableInside(1, new int[0]), false),
                Arguments.of(new Ring(1, new RingEnd("x", null)), false),
                Arguments.of(new Sly(changing), false),
                Arguments.of(new Sly("x"), true),
                Arguments.of(new Pair<>(1, "x"), true),
                Arguments.of(new Pair<>(1, new Pair<>(List.of(1), null)), true),
                Arguments.of(new Pair<>(1, new Pair<>(changing, null)), false),
                Arguments.of(new Lists(List.of(new Lists(List.of()))), true),
                Arguments.of(new Lists(List.of(new Lists(new ArrayList<>()))), false),
                Arguments.of(new Group(List.of(new Circle(1))), true),
                Arguments.of(new Group(Arrays.asList(new Circle(1))), false),
                Arguments.of(List.of(), true),
                Arguments.of(List.of(1), true),
                Arguments.of(List.of(1, 2, 3), true),
                Arguments.of(List.of(1, 2, 3).subList(1, 2), true),
                Arguments.of(Stream.of(1, null).toList(), true),
                Arguments.of(List.of(changing), false),
                Arguments.of(Set.of(1, 2), true),
                Arguments.of(Map.of(1, 2), true),
                Arguments.of(Map.of(1, 2, 3, 4), true),
                Arguments.of(Map.of(1, changing), false),
                Arguments.of(Map.of(List.of(new Bean()), 1), false),
                Arguments.of(Map.entry(1, 2), true),
                Arguments.of(Map.entry(1, changing), false),
                Arguments.of(new AbstractMap.SimpleEntry<>(1, 2), false),
                Arguments.of(Optional.empty(), true),
                Arguments.of(Optional.of(1), true),
                Arguments.of(Optional.of(changing), false),
                Arguments.of(OptionalLong.of(1), true),
                Arguments.of(Collections.emptyList(), true),
                Arguments.of(Collections.singletonList(1), true),
                Arguments.of(Collections.singletonMap(1, changing), false),
                Arguments.of(Collections.nCopies(2, "x"), true),
                Arguments.of(Collections.unmodifiableList(List.of(1)), false),
                Arguments.of(Collections.unmodifiableMap(new HashMap<>()), false),
                Arguments.of(Arrays.asList(1, 2), false),
                Arguments.of(new ArrayList<>(), false),
                Arguments.of(new TreeMap<>(), false),
                Arguments.of(EnumSet.of(Colour.RED), false),
                Arguments.of(new int[0], false),
                Arguments.of(new String[] {"x"}, false),
                Arguments.of(new Date(), false),
                Arguments.of(new AtomicLong(), false),
                Arguments.of(new StringBuilder(), false),
                Arguments.of(new Bean(), false),
                Arguments.of(new Account("x"), false),
                Arguments.of((Runnable) () -> {}, false));
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldTellWhetherAValueCanChange(Object value, boolean immutable) {
        assertThat(Immutability.isImmutable(value)).isEqualTo(immutable);
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(long.class, true),
                Arguments.of(Long.class, true),
                Arguments.of(String.class, true),
                Arguments.of(BigDecimal.class, true),
                Arguments.of(Duration.class, true),
                Arguments.of(ZoneId.class, true),
                Arguments.of(Colour.class, true),
                Arguments.of(Circle.class, true),
                Arguments.of(Square.class, true),
                Arguments.of(Chain.class, true),
                Arguments.of(Fixed.class, true),
                Arguments.of(OptionalInt.class, true),
                Arguments.of(Group.class, false),
                Arguments.of(Shape.class, false), // a group holds a list
                Arguments.of(LooseChain.class, false),
                Arguments.of(Pair.class, false),
                Arguments.of(Order.class, false),
                Arguments.of(Open.class, false),
                Arguments.of(SealedBase.class, false),
                Arguments.of(Extensible.class, false),
                Arguments.of(MutableInside.class, false),
                Arguments.of(Ring.class, false),
                Arguments.of(Object.class, false),
                Arguments.of(Number.class, false),
                Arguments.of(List.class, false),
                Arguments.of(Optional.class, false),
                Arguments.of(int[].class, false),
                Arguments.of(Account.class, false));
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldTellWhetherAllValuesOfATypeAreImmutable(Class<?> type, boolean immutable) {
        assertThat(Immutability.isImmutableType(type)).isEqualTo(immutable);
    }

    @Test
    void when_a_sealed_interface_permits_only_immutable_classes_then_it_is_immutable() {
        assertThat(Immutability.isImmutableType(Event.class)).isTrue();
    }

    @Test
    void when_a_value_is_nested_too_deeply_to_follow_then_it_counts_as_mutable() {
        LooseChain chain = null;
        for (int i = 0; i < 100_000; i++) {
            chain = new LooseChain(i, chain);
        }
        assertThat(Immutability.isImmutable(chain)).isFalse();
    }
}
