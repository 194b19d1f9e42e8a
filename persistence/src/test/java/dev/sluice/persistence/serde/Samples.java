package dev.sluice.persistence.serde;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The kinds of classes users write. */
final class Samples {
    enum Colour {
        RED,
        GREEN {
            @Override
            boolean isNice() {
                return true;
            }
        };

        boolean isNice() {
            return false;
        }
    }

    sealed interface Shape permits Circle, Square, Group {}

    record Circle(double radius) implements Shape {}

    record Square(double side, Colour colour) implements Shape {}

    record Group(List<Shape> members) implements Shape {}

    record Pair<A, B>(A first, B second) {}

    record Order(
            long id,
            String customer,
            Optional<Colour> colour,
            List<Shape> items,
            Map<String, Pair<Integer, Shape>> byName,
            Instant at,
            BigDecimal amount,
            Object extra) {}

    record Unit() {}

    /** No default constructor, private final fields, an array. */
    static final class Account {
        private final String owner;
        private final long[] amounts;
        private final transient int cached = 42;

        Account(String owner, long... amounts) {
            this.owner = Objects.requireNonNull(owner);
            this.amounts = amounts;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Account a && a.owner.equals(owner) && Arrays.equals(a.amounts, amounts);
        }

        @Override
        public int hashCode() {
            return owner.hashCode() + cached;
        }

        @Override
        public String toString() {
            return owner + Arrays.toString(amounts);
        }
    }

    static class Bean {
        String name = "";
        List<Object> tags = new ArrayList<>();

        @Override
        public boolean equals(Object other) {
            return other instanceof Bean b && b.name.equals(name) && b.tags.equals(tags);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    static final class SubBean extends Bean {
        int level;

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && other instanceof SubBean b && b.level == level;
        }

        @Override
        public int hashCode() {
            return super.hashCode() + level;
        }
    }

    static final class Node {
        int value;
        Node next;
        final List<Node> others = new ArrayList<>();

        Node(int value) {
            this.value = value;
        }
    }

    /** The class of a constant with a body of its own. */
    @SuppressWarnings("GetClassOnEnum")
    static final Class<?> GREEN_CLASS = Colour.GREEN.getClass();

    private Samples() {}

    static AllowedTypes types() {
        return AllowedTypes.builder()
                .declare(Order.class)
                .declare(Unit.class)
                .declare(Account.class)
                .declare(Bean.class)
                .declare(SubBean.class)
                .declare(Node.class)
                .build();
    }
}
