package dev.sluice.connectors.text;

import java.nio.charset.StandardCharsets;

/** Numbers, parsed from bytes. Blanks around a number are ignored. */
public final class Numbers {
    /** 10^0 to 10^22: the powers of ten that a double holds exactly. */
    private static final double[] POWERS = new double[23];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private Numbers() {}

    /**
     * @param bytes holds the text
     * @param from where it begins
     * @param to where it ends
     * @return the number
     * @throws MalformedRecordException if it is none or does not fit
     */
    public static int parseInt(byte[] bytes, int from, int to) throws MalformedRecordException {
        return (int) ranged(bytes, from, to, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * @param bytes holds the text
     * @param from where it begins
     * @param to where it ends
     * @return the number
     * @throws MalformedRecordException if it is none or does not fit
     */
    public static short parseShort(byte[] bytes, int from, int to) throws MalformedRecordException {
        return (short) ranged(bytes, from, to, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /**
     * @param bytes holds the text
     * @param from where it begins
     * @param to where it ends
     * @return the number
     * @throws MalformedRecordException if it is none or does not fit
     */
    public static byte parseByte(byte[] bytes, int from, int to) throws MalformedRecordException {
        return (byte) ranged(bytes, from, to, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    /**
     * @param bytes holds the text
     * @param from where it begins
     * @param to where it ends
     * @return the number
     * @throws MalformedRecordException if it is none or does not fit
     */
    public static long parseLong(byte[] bytes, int from, int to) throws MalformedRecordException {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (negative) {
            i++;
        }
        int digits = to - i;
        if (digits > 0 && digits <= 18) {
            long value = 0;
            while (i < to) {
                int digit = bytes[i] - '0';
                if (digit < 0 || digit > 9) {
                    break;
                }
                value = value * 10 + digit;
                i++;
            }
            if (i == to) {
                return negative ? -value : value;
            }
        }
        try {
            return Long.parseLong(text(bytes, from, to).strip());
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(quote(bytes, from, to) + " is not a whole number of 64 bits");
        }
    }

    /**
     * Numbers of up to 15 digits and no exponent are computed as digits divided by a power of ten: both are exact
     * doubles, so the one division rounds correctly (W. D. Clinger, "How to read floating point numbers accurately",
     * PLDI 1990). All others go to the JDK.
     *
     * @param bytes holds the text
     * @param from where it begins
     * @param to where it ends
     * @return the number
     * @throws MalformedRecordException if it is none
     */
    public static double parseDouble(byte[] bytes, int from, int to) throws MalformedRecordException {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (negative) {
            i++;
        }
        long value = 0;
        int digits = 0;
        int point = -1;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
                digits++;
            } else if (bytes[i] == '.' && point < 0) {
                point = digits;
            } else {
                return slowDouble(bytes, from, to);
            }
            if (digits > 15) {
                return slowDouble(bytes, from, to);
            }
        }
        if (digits == 0) {
            return slowDouble(bytes, from, to);
        }
        double result = point < 0 ? value : value / POWERS[digits - point];
        return negative ? -result : result;
    }

    /**
     * @param bytes holds the text
     * @param from where it begins
     * @param to where it ends
     * @return the number
     * @throws MalformedRecordException if it is none
     */
    public static float parseFloat(byte[] bytes, int from, int to) throws MalformedRecordException {
        try {
            return Float.parseFloat(text(bytes, from, to));
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(quote(bytes, from, to) + " is not a number");
        }
    }

    private static double slowDouble(byte[] bytes, int from, int to) throws MalformedRecordException {
        try {
            return Double.parseDouble(text(bytes, from, to));
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(quote(bytes, from, to) + " is not a number");
        }
    }

    private static long ranged(byte[] bytes, int from, int to, long min, long max) throws MalformedRecordException {
        long value;
        try {
            value = parseLong(bytes, from, to);
        } catch (MalformedRecordException e) {
            throw notIn(bytes, from, to, min, max);
        }
        if (value < min || value > max) {
            throw notIn(bytes, from, to, min, max);
        }
        return value;
    }

    private static MalformedRecordException notIn(byte[] bytes, int from, int to, long min, long max) {
        return new MalformedRecordException(
                quote(bytes, from, to) + " is not a whole number from " + min + " to " + max);
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    static String quote(byte[] bytes, int from, int to) {
        int most = 60;
        return to - from > most ? "\"" + text(bytes, from, from + most) + "...\"" : "\"" + text(bytes, from, to) + "\"";
    }
}
