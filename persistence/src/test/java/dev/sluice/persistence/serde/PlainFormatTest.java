package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats of our own: equal to what the general one gives, small, and never read past their end. */
class PlainFormatTest {
    private final ValueCodec codec = ValueCodec.create(Samples.types());
    private final ObjectCodec general = new ObjectCodec(Samples.types(), Long.MAX_VALUE);

    @Property(tries = 200)
    void when_all_are_longs_then_they_come_back(@ForAll Long[] values) {
        shouldComeBack(values);
    }

    @Property(tries = 200)
    void when_all_are_longs_of_a_narrow_range_then_they_come_back(@ForAll Long[] values, @ForAll byte width) {
        shouldComeBack(Arrays.stream(values).map(v -> v >> (width & 63)).toArray());
    }

    @Property(tries = 100)
    void when_all_are_integers_then_they_come_back(@ForAll Integer[] values) {
        shouldComeBack(values);
    }

    @Property(tries = 100)
    void when_all_are_doubles_then_they_come_back(@ForAll Double[] values) {
        shouldComeBack(values);
    }

    @Property(tries = 200)
    void when_all_are_strings_then_they_come_back(@ForAll("strings") String[] values) {
        shouldComeBack(values);
    }

    @Property(tries = 300)
    void when_plain_values_are_mixed_then_they_come_back(@ForAll("mixed") Object[] values) {
        shouldComeBack(values);
        for (Object value : values) {
            byte[] bytes = codec.encode(value);
            assertThat(codec.decode(bytes, 0, bytes.length)).isEqualTo(value);
        }
    }

    @Test
    void when_instants_are_at_their_limits_then_they_come_back() {
        shouldComeBack(new Object[] {Instant.MIN, Instant.MAX, Instant.EPOCH.minusNanos(1)});
    }

    @Test
    void when_numbers_are_close_together_then_each_takes_few_bytes() {
        Object[] times = new Object[1_000];
        Arrays.setAll(times, i -> 978_307_200_000L + 60_000L * i);
        assertThat(codec.encodeAll(times, 0, times.length).length).isLessThan(4_050);
        Object[] keys = new Object[1_000];
        Arrays.setAll(keys, i -> i);
        assertThat(codec.encodeAll(keys, 0, keys.length).length).isLessThan(2_050);
        assertThat(codec.encode(5L)).hasSize(5);
        assertThat(codec.encode("ATL")).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(classes = {Long.class, String.class, Double.class, Object.class})
    void when_bytes_are_cut_short_then_they_are_refused(Class<?> kind) {
        Object[] values = kind == Long.class
                ? new Object[] {1L, 1_000_000L}
                : kind == String.class
                        ? new Object[] {"a", "bc"}
                        : kind == Double.class ? new Object[] {1.0, 2.0} : new Object[] {1, "x", null, 5L};
        byte[] bytes = codec.encodeAll(values, 0, values.length);
        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThatThrownBy(() -> codec.decodeAll(bytes, 0, cut)).isInstanceOf(DamagedValueException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> codec.decodeAll(longer, 0, longer.length))
                .isInstanceOf(DamagedValueException.class)
                .hasMessageContaining("1 bytes are left over");
    }

    @Test
    void when_the_format_is_of_another_version_then_the_message_says_so() {
        byte[] bytes = codec.encode(5L);
        bytes[0] = 9;
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                .isInstanceOf(DamagedValueException.class)
                .hasMessageContaining("format 9")
                .hasMessageContaining("reads format 1");
    }

    @Test
    void when_more_is_announced_than_there_is_then_no_memory_is_taken_for_it() {
        for (int kind = 0; kind < 6; kind++) {
            byte[] bytes = {1, (byte) kind, -1, -1, -1, -1, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1};
            assertThatThrownBy(() -> codec.decodeAll(bytes, 0, bytes.length)).isInstanceOf(DamagedValueException.class);
        }
    }

    @Provide
    Arbitrary<String[]> strings() {
        // all() includes unpaired surrogates, which have no UTF-8 form
        return Arbitraries.oneOf(
                        Arbitraries.strings().ascii(),
                        Arbitraries.strings().withCharRange('\u0080', '\u00ff'),
                        Arbitraries.strings().all())
                .array(String[].class);
    }

    @Provide
    Arbitrary<Object[]> mixed() {
        return Arbitraries.oneOf(
                        Arbitraries.of(null, true, false, "", Float.NaN, Double.NaN, -0.0),
                        Arbitraries.longs(),
                        Arbitraries.integers(),
                        Arbitraries.shorts(),
                        Arbitraries.bytes(),
                        Arbitraries.chars().all(),
                        Arbitraries.floats(),
                        Arbitraries.doubles(),
                        Arbitraries.strings().all())
                .array(Object[].class);
    }

    private void shouldComeBack(Object[] values) {
        byte[] bytes = codec.encodeAll(values, 0, values.length);
        assertThat(bytes[1]).isNotEqualTo((byte) ValueCodec.OBJECTS);
        assertThat(codec.decodeAll(bytes, 0, bytes.length)).containsExactly(values);
        assertThat(general.copy(values, 0, values.length)).containsExactly(values);
    }
}
