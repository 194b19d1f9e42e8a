package dev.sluice.connectors.text;

import dev.sluice.api.Durations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parsers of the types that a column can have. */
public final class ValueParsers {
    /** The types besides enums, for messages. */
    public static final String TYPES =
            "String, the primitive types and their boxes, BigDecimal, BigInteger, Instant, LocalDateTime, LocalDate, LocalTime,"
                    + " Duration, enums, and Optional of these";

    private ValueParsers() {}

    /**
     * @param type a type; a primitive one is given as its box
     * @return a parser of its own for each caller, or null if values of that type cannot be parsed
     */
    public static @Nullable ValueParser<?> of(Class<?> type) {
        if (type.isEnum()) {
            return enums(type);
        }
        if (type == String.class) {
            return new Strings();
        } else if (type == Integer.class) {
            return Numbers::parseInt;
        } else if (type == Long.class) {
            return Numbers::parseLong;
        } else if (type == Double.class) {
            return Numbers::parseDouble;
        } else if (type == Float.class) {
            return Numbers::parseFloat;
        } else if (type == Short.class) {
            return Numbers::parseShort;
        } else if (type == Byte.class) {
            return Numbers::parseByte;
        } else if (type == Boolean.class) {
            return ValueParsers::parseBoolean;
        } else if (type == Character.class) {
            return ValueParsers::parseChar;
        } else if (type == BigDecimal.class) {
            return ValueParsers::bigDecimal;
        } else if (type == BigInteger.class) {
            return ValueParsers::bigInteger;
        } else if (type == Duration.class) {
            return ValueParsers::duration;
        }
        return time(type);
    }

    private static @Nullable ValueParser<?> time(Class<?> type) {
        IsoTimes times = new IsoTimes();
        if (type == Instant.class) {
            return trimmed(times::instant);
        } else if (type == LocalDateTime.class) {
            return trimmed(times::localDateTime);
        } else if (type == LocalDate.class) {
            return trimmed(times::localDate);
        } else if (type == LocalTime.class) {
            return trimmed(times::localTime);
        }
        return null;
    }

    private static <V> ValueParser<V> trimmed(ValueParser<V> parser) {
        return (bytes, from, to) -> {
            int start = from;
            int end = to;
            while (start < end && bytes[start] == ' ') {
                start++;
            }
            while (start < end && bytes[end - 1] == ' ') {
                end--;
            }
            return parser.parse(bytes, start, end);
        };
    }

    /**
     * @param bytes holds the text
     * @param from where it begins
     * @param to where it ends
     * @return whether it is {@code true}, in any case of letters
     * @throws MalformedRecordException if it is neither true nor false
     */
    public static boolean parseBoolean(byte[] bytes, int from, int to) throws MalformedRecordException {
        String text = Numbers.text(bytes, from, to).strip();
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new MalformedRecordException(Numbers.quote(bytes, from, to) + " is neither true nor false");
    }

    /**
     * @param bytes holds the text
     * @param from where it begins
     * @param to where it ends
     * @return its only character
     * @throws MalformedRecordException if it has more
     */
    public static char parseChar(byte[] bytes, int from, int to) throws MalformedRecordException {
        String text = Numbers.text(bytes, from, to);
        if (text.length() != 1) {
            throw new MalformedRecordException(Numbers.quote(bytes, from, to) + " is not a single character");
        }
        return text.charAt(0);
    }

    private static BigDecimal bigDecimal(byte[] bytes, int from, int to) throws MalformedRecordException {
        try {
            return new BigDecimal(Numbers.text(bytes, from, to).strip());
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(Numbers.quote(bytes, from, to) + " is not a decimal number");
        }
    }

    private static BigInteger bigInteger(byte[] bytes, int from, int to) throws MalformedRecordException {
        try {
            return new BigInteger(Numbers.text(bytes, from, to).strip());
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(Numbers.quote(bytes, from, to) + " is not a whole number");
        }
    }

    private static Duration duration(byte[] bytes, int from, int to) throws MalformedRecordException {
        Duration duration = Durations.parse(Numbers.text(bytes, from, to));
        if (duration == null) {
            throw new MalformedRecordException(
                    Numbers.quote(bytes, from, to) + " is not a duration such as 250ms, 5m, 2h or PT1.5S");
        }
        return duration;
    }

    private static ValueParser<?> enums(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        ValueParser<String> names = new Strings();
        return (bytes, from, to) -> {
            Object constant = constants.get(names.parse(bytes, from, to).strip());
            if (constant == null) {
                throw new MalformedRecordException(
                        Numbers.quote(bytes, from, to) + " is none of " + String.join(", ", constants.keySet()));
            }
            return constant;
        };
    }
}
