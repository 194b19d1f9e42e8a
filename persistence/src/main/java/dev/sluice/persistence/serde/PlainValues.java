package dev.sluice.persistence.serde;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Null, boxed values, strings, instants and arrays of numbers: a tag and then the value, without any library. */
final class PlainValues {
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int BYTE = 3;
    private static final int SHORT = 4;
    private static final int CHARACTER = 5;
    private static final int INTEGER = 6;
    private static final int LONG = 7;
    private static final int FLOAT = 8;
    private static final int DOUBLE = 9;
    private static final int STRING = 10;
    private static final int INSTANT = 11;
    private static final int BYTES = 12;
    private static final int INTS = 13;
    private static final int LONGS = 14;
    private static final int DOUBLES = 15;

    private static final Map<Class<?>, Integer> TAGS = Map.ofEntries(
            Map.entry(Boolean.class, TRUE),
            Map.entry(Byte.class, BYTE),
            Map.entry(Short.class, SHORT),
            Map.entry(Character.class, CHARACTER),
            Map.entry(Integer.class, INTEGER),
            Map.entry(Long.class, LONG),
            Map.entry(Float.class, FLOAT),
            Map.entry(Double.class, DOUBLE),
            Map.entry(String.class, STRING),
            Map.entry(Instant.class, INSTANT),
            Map.entry(byte[].class, BYTES),
            Map.entry(int[].class, INTS),
            Map.entry(long[].class, LONGS),
            Map.entry(double[].class, DOUBLES));

    private PlainValues() {}

    static boolean isPlain(@Nullable Object value) {
        return value == null || TAGS.containsKey(value.getClass());
    }

    /** Writes a value that {@link #isPlain}. */
    static void put(@Nullable Object value, ByteSink out) {
        if (value instanceof byte[] bytes) { // as records are that a user has encoded: spared the look-up of its class
            out.putByte(BYTES);
            out.putUnsigned(bytes.length);
            out.putBytes(bytes, 0, bytes.length);
            return;
        }
        int tag = tagOf(value);
        out.putByte(tag);
        if (value == null) {
            return;
        }
        switch (tag) {
            case BYTE -> out.putByte((Byte) value);
            case SHORT, INTEGER, LONG -> out.putSigned(((Number) value).longValue());
            case CHARACTER -> out.putUnsigned((Character) value);
            case FLOAT -> out.putLow(Float.floatToRawIntBits((Float) value), 4);
            case DOUBLE -> out.putFixed(Double.doubleToRawLongBits((Double) value));
            case STRING -> out.putString((String) value);
            case INSTANT -> putInstant((Instant) value, out);
            case INTS -> {
                int[] numbers = (int[]) value;
                out.putUnsigned(numbers.length);
                for (int number : numbers) {
                    out.putLow(number, 4);
                }
            }
            case LONGS -> {
                long[] numbers = (long[]) value;
                out.putUnsigned(numbers.length);
                for (long number : numbers) {
                    out.putFixed(number);
                }
            }
            case DOUBLES -> {
                double[] numbers = (double[]) value;
                out.putUnsigned(numbers.length);
                for (double number : numbers) {
                    out.putFixed(Double.doubleToRawLongBits(number));
                }
            }
            default -> {} // the tag says it all
        }
    }

    static @Nullable Object get(ByteSource in) {
        int tag = in.getByte();
        return switch (tag) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case BYTE -> in.getByte();
            case SHORT -> (short) in.getSigned();
            case CHARACTER -> (char) in.getUnsigned();
            case INTEGER -> (int) in.getSigned();
            case LONG -> in.getSigned();
            case FLOAT -> Float.intBitsToFloat((int) in.getLow(4));
            case DOUBLE -> Double.longBitsToDouble(in.getFixed());
            case STRING -> in.getString();
            case INSTANT -> getInstant(in);
            case BYTES -> in.getBytes(in.getCount(1));
            case INTS -> {
                int[] numbers = new int[in.getCount(4)];
                Arrays.setAll(numbers, i -> (int) in.getLow(4));
                yield numbers;
            }
            case LONGS -> {
                long[] numbers = new long[in.getCount(8)];
                Arrays.setAll(numbers, i -> in.getFixed());
                yield numbers;
            }
            case DOUBLES -> {
                double[] numbers = new double[in.getCount(8)];
                Arrays.setAll(numbers, i -> Double.longBitsToDouble(in.getFixed()));
                yield numbers;
            }
            default -> throw in.damaged("there is no kind of value " + tag);
        };
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // the seconds are read as well
    private static void putInstant(Instant value, ByteSink out) {
        out.putSigned(value.getEpochSecond());
        out.putUnsigned(value.getNano());
    }

    private static Instant getInstant(ByteSource in) {
        long second = in.getSigned();
        long nano = in.getUnsigned();
        if (second < Instant.MIN.getEpochSecond() || second > Instant.MAX.getEpochSecond() || nano >>> 30 != 0) {
            throw in.damaged("there is no instant " + second + " s " + nano + " ns");
        }
        return Instant.ofEpochSecond(second, nano);
    }

    /** Copies a value that {@link #isPlain} and can change; returns others as they are. */
    static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        } else if (value instanceof int[] numbers) {
            return numbers.clone();
        } else if (value instanceof long[] numbers) {
            return numbers.clone();
        }
        return value instanceof double[] numbers ? numbers.clone() : value;
    }

    private static int tagOf(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Boolean b) {
            return b ? TRUE : FALSE;
        }
        Integer tag = TAGS.get(value.getClass());
        if (tag == null) {
            throw new IllegalArgumentException(value.getClass().getName() + " is not a plain value");
        }
        return tag;
    }
}
