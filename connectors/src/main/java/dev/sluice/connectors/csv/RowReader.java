package dev.sluice.connectors.csv;

import dev.sluice.connectors.text.MalformedRecordException;
import dev.sluice.connectors.text.Numbers;
import dev.sluice.connectors.text.RecordField;
import dev.sluice.connectors.text.RecordShape;
import dev.sluice.connectors.text.ValueParser;
import dev.sluice.connectors.text.ValueParsers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of a row. The constructor and a parser for each of its parameters are combined to one method handle of
 * type {@code (RowReader)Object}: there is no reflection, no array of arguments and no box for a primitive.
 */
final class RowReader<R extends Record> {
    private final CsvRow row;
    private final List<RecordField> fields;
    private final String type;
    private final MethodHandle maker;
    private byte[] bytes = {};
    private int field;

    /** @param columns the column of each component */
    RowReader(RecordShape<R> shape, CsvRow row, int[] columns) {
        this.row = row;
        this.fields = shape.fields();
        this.type = shape.type().getSimpleName();
        MethodHandle[] cells = new MethodHandle[columns.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(fields.get(i), i, columns[i]);
        }
        MethodHandle apart = MethodHandles.filterArguments(shape.constructor(), 0, cells);
        this.maker = MethodHandles.permuteArguments(
                        apart, MethodType.methodType(shape.type(), RowReader.class), new int[columns.length])
                .asType(MethodType.methodType(Object.class, RowReader.class));
    }

    @SuppressWarnings("unchecked") // the maker ends in R's constructor
    R read(byte[] bytes) throws MalformedRecordException {
        this.bytes = bytes;
        field = -1;
        try {
            return (R) (Object) maker.invokeExact(this);
        } catch (MalformedRecordException e) {
            throw new MalformedRecordException("column \"" + fields.get(field).name() + "\": " + e.problem());
        } catch (Exception e) {
            throw new MalformedRecordException(type + " refuses it: " + e);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MethodHandle cell(RecordField field, int index, int column) {
        Class<?> declared = field.declared();
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            if (declared.isPrimitive()) {
                MethodType type = MethodType.methodType(declared, RowReader.class, int.class, int.class);
                return MethodHandles.insertArguments(
                        lookup.findStatic(RowReader.class, declared.getName() + "Cell", type), 1, index, column);
            }
            MethodType type =
                    MethodType.methodType(Object.class, RowReader.class, int.class, int.class, ValueParser.class);
            String method = field.optional() ? "optionalCell" : field.nullable() ? "nullableCell" : "valueCell";
            ValueParser<?> parser = Objects.requireNonNull(ValueParsers.of(field.type()));
            return MethodHandles.insertArguments(
                            lookup.findStatic(RowReader.class, method, type), 1, index, column, parser)
                    .asType(MethodType.methodType(declared, RowReader.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no parser for " + declared, e);
        }
    }

    // The cells below are found by their names: the type, and "Cell".

    static int intCell(RowReader<?> r, int field, int column) throws MalformedRecordException {
        CsvRow row = r.required(field, column);
        return Numbers.parseInt(row.bytes, row.from, row.to);
    }

    static long longCell(RowReader<?> r, int field, int column) throws MalformedRecordException {
        CsvRow row = r.required(field, column);
        return Numbers.parseLong(row.bytes, row.from, row.to);
    }

    static double doubleCell(RowReader<?> r, int field, int column) throws MalformedRecordException {
        CsvRow row = r.required(field, column);
        return Numbers.parseDouble(row.bytes, row.from, row.to);
    }

    static float floatCell(RowReader<?> r, int field, int column) throws MalformedRecordException {
        CsvRow row = r.required(field, column);
        return Numbers.parseFloat(row.bytes, row.from, row.to);
    }

    static short shortCell(RowReader<?> r, int field, int column) throws MalformedRecordException {
        CsvRow row = r.required(field, column);
        return Numbers.parseShort(row.bytes, row.from, row.to);
    }

    static byte byteCell(RowReader<?> r, int field, int column) throws MalformedRecordException {
        CsvRow row = r.required(field, column);
        return Numbers.parseByte(row.bytes, row.from, row.to);
    }

    static boolean booleanCell(RowReader<?> r, int field, int column) throws MalformedRecordException {
        CsvRow row = r.required(field, column);
        return ValueParsers.parseBoolean(row.bytes, row.from, row.to);
    }

    static char charCell(RowReader<?> r, int field, int column) throws MalformedRecordException {
        CsvRow row = r.required(field, column);
        return ValueParsers.parseChar(row.bytes, row.from, row.to);
    }

    /** An empty cell is an empty String, and no value of any other type. */
    static Object valueCell(RowReader<?> r, int field, int column, ValueParser<?> parser)
            throws MalformedRecordException {
        r.field = field;
        r.row.select(r.bytes, column);
        return r.parse(parser);
    }

    static @Nullable Object nullableCell(RowReader<?> r, int field, int column, ValueParser<?> parser)
            throws MalformedRecordException {
        r.field = field;
        return r.row.select(r.bytes, column) ? r.parse(parser) : null;
    }

    static Object optionalCell(RowReader<?> r, int field, int column, ValueParser<?> parser)
            throws MalformedRecordException {
        r.field = field;
        return r.row.select(r.bytes, column) ? Optional.of(r.parse(parser)) : Optional.empty();
    }

    private CsvRow required(int index, int column) throws MalformedRecordException {
        field = index;
        row.select(bytes, column);
        if (row.from == row.to) {
            throw empty();
        }
        return row;
    }

    private Object parse(ValueParser<?> parser) throws MalformedRecordException {
        if (row.from == row.to && fields.get(field).type() != String.class) {
            throw empty();
        }
        return parser.parse(row.bytes, row.from, row.to);
    }

    private static MalformedRecordException empty() {
        return new MalformedRecordException(
                "the cell is empty (a component that is an Optional, a box or @Nullable may be)");
    }
}
