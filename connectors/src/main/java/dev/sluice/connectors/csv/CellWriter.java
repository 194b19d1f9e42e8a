package dev.sluice.connectors.csv;

import dev.sluice.connectors.text.DecimalText;
import dev.sluice.connectors.text.RecordField;
import dev.sluice.connectors.text.TextBuffer;
import dev.sluice.connectors.text.ValueWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes one component of a record as a cell. Primitive values are read off the record without a box. */
abstract class CellWriter {
    final MethodHandle accessor;

    CellWriter(MethodHandle accessor, Class<?> type) {
        this.accessor = accessor.asType(MethodType.methodType(type, Object.class));
    }

    abstract void write(Object record, TextBuffer out) throws Exception;

    static CellWriter of(RecordField field, MethodHandle accessor) {
        Class<?> type = field.declared();
        if (type == long.class || type == int.class || type == short.class || type == byte.class) {
            return new Whole(accessor);
        }
        if (type == double.class) {
            return new Floating(accessor, field.decimals());
        }
        return new Referred(accessor, field);
    }

    /** Whole numbers. */
    private static final class Whole extends CellWriter {
        Whole(MethodHandle accessor) {
            super(accessor, long.class);
        }

        @Override
        void write(Object record, TextBuffer out) throws Exception {
            long value;
            try {
                value = (long) super.accessor.invokeExact(record);
            } catch (Throwable e) {
                throw thrown(e);
            }
            out.number(value);
        }
    }

    /** Doubles. */
    private static final class Floating extends CellWriter {
        private final int decimals;

        Floating(MethodHandle accessor, int decimals) {
            super(accessor, double.class);
            this.decimals = decimals;
        }

        @Override
        void write(Object record, TextBuffer out) throws Exception {
            double value;
            try {
                value = (double) super.accessor.invokeExact(record);
            } catch (Throwable e) {
                throw thrown(e);
            }
            if (decimals >= 0) {
                DecimalText.write(value, decimals, out);
            } else {
                out.text(Double.toString(value));
            }
        }
    }

    /** Everything else. */
    private static final class Referred extends CellWriter {
        private final ValueWriter writer;
        private final boolean optional;
        private final boolean text;
        private final boolean nullable;

        Referred(MethodHandle accessor, RecordField field) {
            super(accessor, Object.class);
            this.writer = ValueWriter.of(field.type(), field.decimals());
            this.optional = field.optional();
            this.nullable = field.mayBeAbsent();
            this.text = field.type() == String.class || field.type() == Character.class;
        }

        @Override
        void write(Object record, TextBuffer out) throws Exception {
            Object value;
            try {
                value = (Object) super.accessor.invokeExact(record);
            } catch (Throwable e) {
                throw thrown(e);
            }
            value = optional ? content(value) : value;
            if (value == null) {
                return;
            }
            if (!text) {
                writer.write(value, out);
            } else if (nullable && value.equals("")) {
                out.text("\"\""); // an empty cell would be null
            } else {
                CsvText.write(value.toString(), out);
            }
        }

        private static @Nullable Object content(@Nullable Object optional) {
            return optional == null ? null : ((Optional<?>) optional).orElse(null);
        }
    }

    private static Exception thrown(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return (Exception) e;
    }
}
