package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.persistence.serde.Samples.Account;
import dev.sluice.persistence.serde.Samples.Bean;
import dev.sluice.persistence.serde.Samples.Circle;
import dev.sluice.persistence.serde.Samples.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyTest {
    private final ValueCodec codec = ValueCodec.create(Samples.types());

    @Test
    void when_the_copy_is_changed_then_the_original_is_not() {
        Bean original = new Bean();
        original.name = "original";
        original.tags.add(new ArrayList<>(List.of(1)));
        Map<String, Bean> map = new HashMap<>(Map.of("k", original));

        Map<String, Bean> copy = codec.copy(map);
        Bean inner = copy.get("k");
        inner.name = "changed";
        ((List<?>) inner.tags.get(0)).clear();
        inner.tags.add("more");
        copy.clear();

        assertThat(map).containsOnlyKeys("k");
        assertThat(original.name).isEqualTo("original");
        assertThat(original.tags).containsExactly(List.of(1));
    }

    @Test
    void when_an_array_of_numbers_is_copied_then_they_are_independent() {
        long[] sums = {1, 2};
        long[] copy = codec.copy(sums);
        copy[0] = 7;
        assertThat(sums).containsExactly(1, 2);
    }

    @Test
    void when_something_immutable_holds_something_mutable_then_that_is_copied() {
        Pair<Integer, List<Object>> pair = new Pair<>(1, List.of(new ArrayList<>(List.of("x"))));
        Pair<Integer, List<Object>> copy = codec.copy(pair);
        ((List<?>) copy.second().get(0)).clear();
        assertThat(pair.second()).containsExactly(List.of("x"));
    }

    @Test
    void when_a_value_is_immutable_then_it_is_not_copied() {
        Pair<Object, Object> pair = new Pair<>("x", List.of(new Circle(1)));
        assertThat(codec.copy(pair)).isSameAs(pair);
        String string = new String("x");
        assertThat(codec.copy(string)).isSameAs(string);
    }

    @Test
    void when_many_are_copied_then_the_mutable_ones_are_replaced_in_their_places() {
        Bean bean = new Bean();
        Account account = new Account("x", 1, 2);
        Circle circle = new Circle(1);
        double[] numbers = {1};
        Object[] values = {"before", circle, bean, null, numbers, account, bean, 5L, List.of(bean), "after"};
        Object[] copies = values.clone();

        codec.copyAll(copies, 1, 9);

        assertThat(copies).containsExactly(values);
        for (int same : new int[] {0, 1, 3, 7, 9}) {
            assertThat(copies[same]).isSameAs(values[same]);
        }
        for (int other : new int[] {2, 4, 5, 6, 8}) {
            assertThat(copies[other]).isNotSameAs(values[other]);
        }
        assertThat(copies[2]).isNotSameAs(copies[6]); // what one operator does to one, another does not see
    }

    @Test
    void when_one_of_many_is_undeclared_then_the_others_stay_as_they_are() {
        Bean bean = new Bean();
        Object[] values = {bean, new Object[] {new java.io.File("x")}};
        assertThatThrownBy(() -> codec.copyAll(values, 0, 2))
                .isInstanceOf(UndeclaredTypeException.class)
                .hasMessageContaining("java.io.File");
        assertThat(values[0]).isSameAs(bean);
    }
}
