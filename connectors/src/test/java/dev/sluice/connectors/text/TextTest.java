package dev.sluice.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextTest {
    private final TextBuffer out = new TextBuffer();

    private String taken() {
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    @Property
    void shouldWriteAnyLong(@ForAll long number) {
        out.number(number);
        assertThat(taken()).isEqualTo(Long.toString(number));
    }

    @Property
    void shouldWriteAnyText(@ForAll @StringLength(max = 40) String text) {
        byte[] expected = text.getBytes(StandardCharsets.UTF_8);
        out.text("<");
        out.text(text);
        out.text(">");
        assertThat(taken()).isEqualTo("<" + new String(expected, StandardCharsets.UTF_8) + ">");
    }

    @Test
    void when_the_buffer_is_full_then_it_grows() {
        for (int i = 0; i < 100_000; i++) {
            out.number(i);
            out.write(' ');
        }
        assertThat(taken()).startsWith("0 1 2 ").endsWith(" 99998 99999 ");
        assertThat(out.size()).isZero();
    }

    /** Ties and their neighbours above all. */
    @Provide
    Arbitrary<Double> doubles() {
        Arbitrary<Double> ties =
                Arbitraries.longs().between(-1_000_000_000L, 1_000_000_000L).map(i -> i / 2000.0);
        return Arbitraries.oneOf(
                Arbitraries.doubles(),
                ties,
                ties.map(Math::nextUp),
                ties.map(Math::nextDown),
                Arbitraries.doubles().between(-1e7, 1e7));
    }

    @Property
    void shouldRoundHalfUpFromTheShortestForm(
            @ForAll("doubles") double value, @ForAll @IntRange(max = 9) int decimals) {
        DecimalText.write(value, decimals, out);
        assertThat(taken())
                .isEqualTo(BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_UP)
                        .toPlainString());
    }

    @Test
    void shouldKeepWhatIsNoNumber() {
        DecimalText.write(Double.NaN, 2, out);
        DecimalText.write(Double.NEGATIVE_INFINITY, 2, out);
        assertThat(taken()).isEqualTo("NaN-Infinity");
    }

    @Property
    void shouldParseAnyTextAndGiveShortOnesOutAgain(@ForAll @StringLength(max = 20) String text) throws Exception {
        ValueParser<String> strings = new Strings();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String expected = new String(bytes, StandardCharsets.UTF_8);
        String first = strings.parse(bytes, 0, bytes.length);
        String second = strings.parse(bytes, 0, bytes.length);
        assertThat(first).isEqualTo(expected);
        assertThat(second).isEqualTo(expected);
        if (bytes.length <= 16 && bytes.length == text.length()) {
            assertThat(second).isSameAs(first);
        }
    }
}
