package dev.sluice.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    private static byte[] padded(String text) {
        return ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
    }

    private static double parseDouble(String text) throws MalformedRecordException {
        byte[] bytes = padded(text);
        return Numbers.parseDouble(bytes, 1, bytes.length - 1);
    }

    private static long parseLong(String text) throws MalformedRecordException {
        byte[] bytes = padded(text);
        return Numbers.parseLong(bytes, 1, bytes.length - 1);
    }

    @Property
    void shouldParseAnyLong(@ForAll long number) throws Exception {
        assertThat(parseLong(Long.toString(number))).isEqualTo(number);
        assertThat(parseLong(" " + number + " ")).isEqualTo(number);
    }

    @Property
    void shouldParseIntsAndRefuseWhatDoesNotFit(@ForAll long number) throws Exception {
        byte[] bytes = padded(Long.toString(number));
        if (number == (int) number) {
            assertThat(Numbers.parseInt(bytes, 1, bytes.length - 1)).isEqualTo((int) number);
        } else {
            assertThatThrownBy(() -> Numbers.parseInt(bytes, 1, bytes.length - 1))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessageContaining("\"" + number + "\" is not a whole number from -2147483648 to 2147483647");
        }
    }

    @Provide
    Arbitrary<String> decimals() {
        return Arbitraries.oneOf(
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1e12"), new BigDecimal("1e12"))
                        .ofScale(6)
                        .map(BigDecimal::toPlainString),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(20).map(digits -> "0." + digits),
                Arbitraries.of("1.", ".5", "-.5", "+2", "1e300", "-0", "-0.0", "NaN", "Infinity", "000001.50", " 7 "));
    }

    @Property
    void shouldParseDoublesAsTheJdkDoes(@ForAll("decimals") String text) throws Exception {
        assertThat(Double.doubleToLongBits(parseDouble(text)))
                .isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "-.", "1.2.3", "1,5", "x", "1x", "--1", "0x"})
    void when_a_text_is_no_number_then_it_is_refused(String text) {
        assertThatThrownBy(() -> parseDouble(text))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("\"" + text + "\" is not a number");
        assertThatThrownBy(() -> parseLong(text)).isInstanceOf(MalformedRecordException.class);
    }
}
