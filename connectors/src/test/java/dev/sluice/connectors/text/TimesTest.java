package dev.sluice.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final long YEAR_0 = -62_167_219_200L;
    private static final long YEAR_10000 = 253_402_300_800L;

    private static Object parse(Class<?> type, String text) throws MalformedRecordException {
        byte[] bytes = ("9" + text + "9").getBytes(StandardCharsets.UTF_8);
        return ValueParsers.of(type).parse(bytes, 1, bytes.length - 1);
    }

    private static String written(Instant instant) {
        TextBuffer out = new TextBuffer();
        ValueWriter.of(Instant.class, -1).write(instant, out);
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    @Property
    void shouldWriteAndParseInstantsAsTheJdkDoes(
            @ForAll @LongRange(min = YEAR_0 - 10, max = YEAR_10000 + 10) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(max = 3) int precision)
            throws Exception {
        int unit = new int[] {1_000_000_000, 1_000_000, 1_000, 1}[precision];
        Instant instant = Instant.ofEpochSecond(second, nano / unit * (long) unit);
        assertThat(written(instant)).isEqualTo(instant.toString());
        assertThat(parse(Instant.class, instant.toString())).isEqualTo(instant);
    }

    @Property
    void shouldParseLocalTimesAsTheJdkDoes(
            @ForAll @LongRange(min = YEAR_0, max = YEAR_10000 - 1) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll Random random)
            throws Exception {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, random.nextBoolean() ? 0 : nano, ZoneOffset.UTC);
        assertThat(parse(LocalDateTime.class, time.toString())).isEqualTo(time);
        assertThat(parse(LocalDate.class, time.toLocalDate().toString())).isEqualTo(time.toLocalDate());
        assertThat(parse(LocalTime.class, time.toLocalTime().toString())).isEqualTo(time.toLocalTime());
        assertThat(parse(Instant.class, time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME)))
                .isEqualTo(time.toInstant(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "2001-01-01T00:01, 2001-01-01T00:01:00Z",
        "2001-01-01 00:01, 2001-01-01T00:01:00Z",
        "2001-01-01T00:01Z, 2001-01-01T00:01:00Z",
        "2001-01-01T00:01:02, 2001-01-01T00:01:02Z",
        "2001-01-01T00:01:02.5, 2001-01-01T00:01:02.500Z",
        "2000-02-29T23:59:59.123456789Z, 2000-02-29T23:59:59.123456789Z",
        "2001-01-01T02:00:00+02:00, 2001-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z, -0001-01-01T00:00:00Z",
    })
    void shouldParseTheFormsOfAnInstant(String text, String expected) throws Exception {
        assertThat(parse(Instant.class, text)).isEqualTo(Instant.parse(expected));
        assertThat(parse(Instant.class, " " + text + " ")).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "2001-01-01",
                "2001-13-01T00:00",
                "2001-02-29T00:00",
                "2001-01-01T24:00",
                "2001-01-01T00:60",
                "2001-01-01T00:00:60",
                "2001-01-01T00:00:00.",
                "2001-01-01T00:00:00.1234567890",
                "2001-01-01T0:00",
                "2001-01-01T00:00ZZ",
                "2001/01/01T00:00",
                "2001-01-01T",
                "2001-01-01TZ",
                "2001-01-01T00:00:0x"
            })
    void when_a_text_is_no_time_then_it_is_refused(String text) {
        assertThatThrownBy(() -> parse(Instant.class, text))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("\"" + text + "\" is not a time such as 2001-01-31T23:59:00Z");
    }

    @Test
    void when_a_local_time_has_an_offset_then_it_is_refused() {
        assertThatThrownBy(() -> parse(LocalDateTime.class, "2001-01-01T00:00Z"))
                .isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> parse(LocalTime.class, "00:00Z")).isInstanceOf(MalformedRecordException.class);
    }
}
