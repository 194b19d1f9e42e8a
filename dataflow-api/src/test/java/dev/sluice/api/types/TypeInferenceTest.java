package dev.sluice.api.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.function.KeySelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypeInferenceTest {

    record Trip(String from, long seconds, List<String> stops) {}

    private static Optional<Class<?>> keyType(KeySelector<?, ?> key) {
        return TypeInference.resultOf(key, KeySelector.class, 1);
    }

    private static Optional<Class<?>> typed(KeySelector<Trip, ?> key) {
        return keyType(key);
    }

    @Test
    void when_the_function_is_a_lambda_then_its_result_is_known() {
        KeySelector<Trip, String> text = trip -> trip.from;
        KeySelector<Trip, Long> number = trip -> trip.seconds;
        KeySelector<Trip, Integer> computed = trip -> (int) (trip.seconds % 7);
        KeySelector<Trip, List<String>> generic = trip -> trip.stops;
        assertThat(keyType(text)).contains(String.class);
        assertThat(keyType(number)).contains(Long.class);
        assertThat(keyType(computed)).contains(Integer.class);
        assertThat(keyType(generic)).contains(List.class);
        String captured = "x";
        KeySelector<Trip, String> capturing = trip -> trip.from + captured;
        assertThat(keyType(capturing)).contains(String.class);
    }

    @Test
    void when_the_function_is_a_method_reference_then_its_result_is_known() {
        KeySelector<Trip, String> accessor = Trip::from;
        KeySelector<Trip, Long> boxing = Trip::seconds;
        KeySelector<Map.Entry<String, Long>, String> generic = Map.Entry::getKey;
        KeySelector<String, Integer> stat = Integer::valueOf;
        assertThat(keyType(accessor)).contains(String.class);
        assertThat(keyType(boxing)).contains(Long.class);
        assertThat(keyType(generic)).contains(String.class);
        assertThat(keyType(stat)).contains(Integer.class);
        assertThat(typed(Trip::from)).isEmpty();
    }

    @Test
    void when_the_function_is_an_anonymous_class_then_its_type_arguments_tell() {
        assertThat(keyType(new KeySelector<Trip, Long>() {
                    @Override
                    public Long key(Trip trip) {
                        return trip.seconds;
                    }
                }))
                .contains(Long.class);
    }

    interface Named<T, E> extends KeySelector<E, T> {}

    abstract static class Base<A, B> implements Named<B, A> {}

    static class Middle<X> extends Base<Trip, X> {
        @Override
        public X key(Trip trip) {
            throw new UnsupportedOperationException("never called");
        }
    }

    static final class Leaf extends Middle<Integer> {}

    static final class ArrayLeaf extends Middle<int[]> {}

    @Test
    void when_the_arguments_go_through_superclasses_in_another_order_then_they_are_followed() {
        assertThat(keyType(new Leaf())).contains(Integer.class);
        assertThat(keyType(new ArrayLeaf())).contains(int[].class);
        assertThat(TypeInference.typeArgument(Leaf.class, KeySelector.class, 0)).contains(Trip.class);
    }

    @Test
    void when_it_cannot_be_told_then_nothing_is_claimed() {
        assertThat(keyType(new Middle<String>())).isEmpty();
        KeySelector<Trip, Object> any = trip -> trip;
        assertThat(keyType(any)).isEmpty();
        assertThat(keyType(TypeInferenceTest.<String>generic())).isEmpty();
        @SuppressWarnings("rawtypes")
        class Raw implements KeySelector {
            @Override
            public Object key(Object value) {
                return value;
            }
        }
        assertThat(keyType(new Raw())).isEmpty();
    }

    private static <K> KeySelector<K, K> generic() {
        return record -> record;
    }
}
