package dev.sluice.connectors.text;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Writes values of one type in a form that {@link ValueParsers} reads. An instance may remember what it wrote last, so
 * it belongs to one thread.
 */
@FunctionalInterface
public interface ValueWriter {

    /**
     * @param value of the writer's type
     * @param out where to
     */
    void write(Object value, TextBuffer out);

    /**
     * @param type the type of the values
     * @param decimals how many decimals numbers get, or -1
     * @return the writer
     */
    static ValueWriter of(Class<?> type, int decimals) {
        if (type == Instant.class) {
            InstantText text = new InstantText();
            return (value, out) -> text.write((Instant) value, out);
        }
        if (type.isEnum()) {
            return (value, out) -> out.text(((Enum<?>) value).name());
        }
        if (decimals >= 0 && type == Double.class) {
            return (value, out) -> DecimalText.write((Double) value, decimals, out);
        }
        if (decimals >= 0) {
            return (value, out) -> out.text(rounded(value, decimals));
        }
        if (type == Long.class || type == Integer.class || type == Short.class || type == Byte.class) {
            return (value, out) -> out.number(((Number) value).longValue());
        }
        return (value, out) -> out.text(value.toString());
    }

    private static String rounded(Object value, int decimals) {
        String text = value.toString(); // the shortest form of a float
        if (value instanceof Float number && !Float.isFinite(number)) {
            return text;
        }
        return DecimalText.rounded(new BigDecimal(text), decimals).toPlainString();
    }
}
