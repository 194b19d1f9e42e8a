package dev.sluice.persistence.serde;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes values to bytes, reads them back, and copies them.
 *
 * <p>A value comes back equal, of the same class, and with the same shared parts and cycles inside it; values of one
 * array share nothing afterwards. The bytes can be read by any later run in which the classes have the same names, also
 * after fields were added (they read as null or zero), removed, or put in another order, and enum constants likewise.
 * They carry a format version, but no checksum: whoever stores them adds one. Reading altered bytes fails or gives
 * another value of {@link AllowedTypes allowed} classes; no other class is ever instantiated or initialized.
 *
 * <p>Boxed values, strings and instants have a format of their own; for anything else Apache Fory is loaded when first
 * used (which takes some 0.3 s, once a JVM).
 *
 * <p>Not safe for use by several threads: create one for each.
 */
public final class ValueCodec {
    /** Rises when bytes written before can no longer be read by the code that reads the current format. */
    static final int FORMAT = 1;

    static final int PLAIN = 0;
    static final int LONGS = 1;
    static final int INTEGERS = 2;
    static final int DOUBLES = 3;
    static final int STRINGS = 4;
    static final int OBJECTS = 5;

    /** So many values cost some 15 ms more by reflection than with generated code, which costs 200 ms to make. */
    private static final long COMPILE_AFTER = 100_000;

    private static final @Nullable Object[] NONE = {};

    private final AllowedTypes types;
    private final long compileAfter;
    private final ByteSink out = new ByteSink();
    private final @Nullable Object[] one = new @Nullable Object[1];
    private @Nullable ObjectCodec objects;
    private @Nullable Evolution evolution;

    private ValueCodec(AllowedTypes types, long compileAfter) {
        this.types = types;
        this.compileAfter = compileAfter;
    }

    /** Creates a codec; this costs nothing worth counting until a value needs Fory. */
    public static ValueCodec create(AllowedTypes types) {
        return create(types, COMPILE_AFTER);
    }

    /** As {@link #create(AllowedTypes)}, generating code for serializers after so many values. */
    static ValueCodec create(AllowedTypes types, long compileAfter) {
        return new ValueCodec(types, compileAfter);
    }

    /**
     * Encodes one value.
     *
     * @throws UndeclaredTypeException if a class in it is not allowed; it says how to declare it
     */
    public byte[] encode(@Nullable Object value) {
        one[0] = value;
        byte[] bytes = encodeAll(one, 0, 1);
        one[0] = null;
        return bytes;
    }

    /**
     * Decodes one value from exactly these bytes.
     *
     * @throws DamagedValueException if they are not what {@link #encode} writes
     * @throws UndeclaredTypeException if they name a class that is not allowed
     */
    public @Nullable Object decode(byte[] bytes, int offset, int length) {
        @Nullable Object[] values = decodeAll(bytes, offset, length);
        if (values.length != 1) {
            throw new DamagedValueException("damaged value: " + values.length + " values where one was expected");
        }
        return values[0];
    }

    /**
     * Encodes a range of an array, which is much shorter and faster than each value alone: the names of classes and
     * fields are written once.
     *
     * @throws UndeclaredTypeException if a class in a value is not allowed; it says how to declare it
     */
    public byte[] encodeAll(@Nullable Object[] values, int from, int to) {
        Objects.checkFromToIndex(from, to, values.length);
        int kind = kindOf(values, from, to);
        if (kind == OBJECTS) {
            return objects().encode(FORMAT, OBJECTS, values, from, to);
        }
        out.clear();
        out.putByte(FORMAT);
        out.putByte(kind);
        out.putUnsigned(to - from);
        switch (kind) {
            case LONGS, INTEGERS -> Columns.putLongs(values, from, to, out);
            case DOUBLES -> Columns.putDoubles(values, from, to, out);
            case STRINGS -> Columns.putStrings(values, from, to, out);
            default -> {
                for (int i = from; i < to; i++) {
                    PlainValues.put(values[i], out);
                }
            }
        }
        return out.take();
    }

    /**
     * Decodes an array from exactly these bytes.
     *
     * @return a new array of {@code Object}, in the order of encoding
     * @throws DamagedValueException if they are not what {@link #encodeAll} writes
     * @throws UndeclaredTypeException if they name a class that is not allowed
     */
    public @Nullable Object[] decodeAll(byte[] bytes, int offset, int length) {
        ByteSource in = new ByteSource(bytes, offset, length);
        int format = in.getByte();
        if (format != FORMAT) {
            throw in.damaged("it has format " + format + ", and this version of Sluice reads format " + FORMAT);
        }
        int kind = in.getByte();
        @Nullable
        Object[] values = switch (kind) {
            case PLAIN -> plain(in);
            case LONGS -> Columns.getLongs(in, in.getCount(1), false);
            case INTEGERS -> Columns.getLongs(in, in.getCount(1), true);
            case DOUBLES -> Columns.getDoubles(in, in.getCount(8));
            case STRINGS -> Columns.getStrings(in, in.getCount(1));
            case OBJECTS -> evolution == null ? objects().decode(in) : evolution.decode(in);
            default -> throw in.damaged("there is no kind of array " + kind);
        };
        if (in.remaining() != 0) {
            throw in.damaged(in.remaining() + " bytes are left over");
        }
        return evolution == null ? values : evolution.convert(values);
    }

    /**
     * Says how values are decoded from now on: as they are, or of classes that have changed since they were written.
     * Writing and copying stay as they are.
     *
     * @param changed how they have changed; null: not
     */
    public void evolve(@Nullable Evolution changed) {
        evolution = changed;
    }

    /** @return what it carries */
    public AllowedTypes types() {
        return types;
    }

    /**
     * Copies a value deeply, so that changes of either are not seen in the other. What is {@link Immutability
     * immutable} is returned as it is.
     *
     * @throws UndeclaredTypeException if a class in it is not allowed; it says how to declare it
     */
    @SuppressWarnings("unchecked") // a copy is of the class of its original
    public <T> T copy(T value) {
        if (Immutability.isImmutable(value)) {
            return value;
        }
        if (PlainValues.isPlain(value)) {
            return (T) Objects.requireNonNull(PlainValues.copy(value));
        }
        one[0] = value;
        Object copy = objects().copy(one, 0, 1)[0];
        one[0] = null;
        return (T) Objects.requireNonNull(copy);
    }

    /**
     * Copies the values in a range of an array, each as {@link #copy} would, and puts each copy in the place of its
     * original. Faster than one by one.
     *
     * @throws UndeclaredTypeException if a class in a value is not allowed; its originals are then in place
     */
    public void copyAll(@Nullable Object[] values, int from, int to) {
        Objects.checkFromToIndex(from, to, values.length);
        @Nullable Object[] objects = NONE;
        int[] places = {};
        int count = 0;
        for (int i = from; i < to; i++) {
            if (Immutability.isImmutable(values[i])) {
                continue;
            }
            if (PlainValues.isPlain(values[i])) {
                values[i] = PlainValues.copy(values[i]);
                continue;
            }
            if (count == 0) {
                objects = new @Nullable Object[to - i];
                places = new int[to - i];
            }
            objects[count] = values[i];
            places[count++] = i;
        }
        if (count > 0) {
            @Nullable Object[] copies = objects().copy(objects, 0, count);
            for (int i = 0; i < count; i++) {
                values[places[i]] = copies[i];
            }
        }
    }

    private static @Nullable Object[] plain(ByteSource in) {
        @Nullable Object[] values = new @Nullable Object[in.getCount(1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = PlainValues.get(in);
        }
        return values;
    }

    private static int kindOf(@Nullable Object[] values, int from, int to) {
        @Nullable Class<?> before = null;
        boolean alike = to - from > 1;
        for (int i = from; i < to; i++) {
            Object value = values[i];
            @Nullable Class<?> type = value == null ? null : value.getClass();
            if (i > from && type == before) {
                continue; // mostly, and spared the look-up
            }
            if (!PlainValues.isPlain(value)) {
                return OBJECTS;
            }
            alike &= i == from;
            before = type;
        }
        @Nullable Class<?> only = alike ? before : null;
        if (only == Long.class) {
            return LONGS;
        } else if (only == Integer.class) {
            return INTEGERS;
        } else if (only == Double.class) {
            return DOUBLES;
        }
        return only == String.class ? STRINGS : PLAIN;
    }

    private ObjectCodec objects() {
        if (objects == null) {
            objects = new ObjectCodec(types, compileAfter);
        }
        return objects;
    }
}
