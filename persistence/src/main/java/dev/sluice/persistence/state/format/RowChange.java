package dev.sluice.persistence.state.format;

import dev.sluice.persistence.schema.LiveTypes;
import dev.sluice.persistence.schema.Widening;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows that a snapshot holds into rows, or objects, of what the accumulator is today. Fields are found by their
 * names or former names; numbers may have become wider; what was added is as a new accumulator has it.
 */
public final class RowChange {
    private final RowLayout before;
    private final Class<?> today;
    private final Object fresh;
    private final @Nullable RowType rowType;

    /**
     * @param before of the rows in the snapshot
     * @param fresh a new accumulator
     */
    public RowChange(RowLayout before, Object fresh) {
        this.before = before;
        this.fresh = fresh;
        today = fresh.getClass();
        rowType = RowType.of(today);
    }

    /** @return what the rows are from now on; null if accumulators of today do not fit into rows */
    public @Nullable RowLayout layout() {
        return rowType == null ? null : rowType.layout();
    }

    /**
     * @param rows each behind its key
     * @param from the first
     * @param to behind the last
     * @return these, with the {@link #layout} of today, each behind its key
     * @throws IllegalStateException if a field has become what does not hold its numbers
     */
    public long[] rows(long[] rows, int from, int to) {
        RowType type = Objects.requireNonNull(rowType);
        int width = type.layout().width();
        long[] sample = new long[width];
        type.codec().store(fresh, sample, 0);
        int[] sources = new int[width];
        for (int i = 0; i < width; i++) {
            sources[i] = source(field(type.layout().columns().get(i).name()));
        }
        int stride = 1 + before.width();
        long[] result = new long[(to - from) * (1 + width)];
        for (int row = from, at = 0; row < to; row++, at += 1 + width) {
            result[at] = rows[row * stride];
            for (int i = 0; i < width; i++) {
                RowLayout.Column column = type.layout().columns().get(i);
                result[at + 1 + i] = sources[i] < 0
                        ? sample[i]
                        : widened(
                                rows[row * stride + 1 + sources[i]],
                                before.columns().get(sources[i]),
                                column.type());
            }
        }
        return result;
    }

    /**
     * @param rows each behind its key
     * @param row which
     * @return the accumulator of today that is the same
     */
    public Object object(long[] rows, int row) {
        int at = row * (1 + before.width()) + 1;
        List<Field> fields = fields();
        @Nullable Object[] values = new Object[fields.size()];
        try {
            for (int i = 0; i < values.length; i++) {
                Field field = fields.get(i);
                field.setAccessible(true);
                int source = source(field);
                values[i] = source < 0
                        ? field.get(fresh)
                        : boxed(rows[at + source], before.columns().get(source), field);
            }
            if (today.isRecord()) {
                Constructor<?> constructor = today.getDeclaredConstructor(Stream.of(today.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                return constructor.newInstance(values);
            }
            for (int i = 0; i < values.length; i++) {
                fields.get(i).set(fresh, values[i]);
            }
            return fresh;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("an accumulator of " + today.getName() + " cannot be made: " + e, e);
        }
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Class<?> layer = today; layer != null && layer != Object.class; layer = layer.getSuperclass()) {
            fields.addAll(LiveTypes.fields(layer));
        }
        return fields;
    }

    private Field field(String name) {
        return fields().stream()
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The place of a field in the rows of the snapshot; negative if it was added. */
    private int source(Field field) {
        for (int i = 0; i < before.width(); i++) {
            String name = before.columns().get(i).name();
            if (name.equals(field.getName()) || LiveTypes.formerNames(field).contains(name)) {
                return i;
            }
        }
        return -1;
    }

    private long widened(long number, RowLayout.Column column, String to) {
        if (!Widening.holds(column.type(), to)) {
            throw new IllegalStateException("field " + column.name() + " of " + today.getName() + " was "
                    + column.type() + " when the snapshot was taken, and is " + to
                    + ": give the field another name, or a type that holds all values of the old one");
        }
        return column.type().equals("float") && to.equals("double")
                ? Double.doubleToRawLongBits(Float.intBitsToFloat((int) number))
                : number;
    }

    private Object boxed(long number, RowLayout.Column column, Field field) {
        String to = Widening.unboxed(field.getType().getName());
        long bits = widened(number, column, to);
        return switch (to) {
            case "boolean" -> bits != 0;
            case "byte" -> (byte) bits;
            case "short" -> (short) bits;
            case "char" -> (char) bits;
            case "int" -> (int) bits;
            case "float" -> Float.intBitsToFloat((int) bits);
            case "double" -> Double.longBitsToDouble(bits);
            default -> bits;
        };
    }
}
