package dev.sluice.persistence.state.format;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts together the method handles that move fields between an object and the numbers of a row. {@code load} is
 * {@code (Object scratch, long[] rows, int at) -> Object} and {@code store} is {@code (Object, long[] rows, int at)}.
 */
final class RowHandles {
    private static final MethodType LOAD = MethodType.methodType(Object.class, Object.class, long[].class, int.class);
    private static final MethodType STORE = LOAD.changeReturnType(void.class);
    private static final MethodHandle PLUS;
    private static final MethodHandle TO_FLOAT;
    private static final MethodHandle FROM_FLOAT;
    private static final MethodHandle TO_DOUBLE;
    private static final MethodHandle FROM_DOUBLE;

    static {
        try {
            Lookup lookup = MethodHandles.lookup();
            PLUS = lookup.findStatic(Integer.class, "sum", MethodType.methodType(int.class, int.class, int.class));
            TO_FLOAT = lookup.findStatic(Float.class, "intBitsToFloat", MethodType.methodType(float.class, int.class));
            FROM_FLOAT =
                    lookup.findStatic(Float.class, "floatToRawIntBits", MethodType.methodType(int.class, float.class));
            TO_DOUBLE = lookup.findStatic(
                    Double.class, "longBitsToDouble", MethodType.methodType(double.class, long.class));
            FROM_DOUBLE = lookup.findStatic(
                    Double.class, "doubleToRawLongBits", MethodType.methodType(long.class, double.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private RowHandles() {}

    /** Sets the fields of the scratch object, and returns it. */
    static MethodHandle loadFields(List<Field> fields, Lookup lookup) throws ReflectiveOperationException {
        MethodHandle load = MethodHandles.dropArguments(
                MethodHandles.identity(Object.class), 1, LOAD.parameterType(1), LOAD.parameterType(2));
        for (int i = fields.size() - 1; i >= 0; i--) {
            MethodHandle setter = lookup.unreflectSetter(fields.get(i));
            setter = setter.asType(setter.type().changeParameterType(0, Object.class));
            MethodHandle set = MethodHandles.collectArguments(
                    setter, 1, reader(fields.get(i).getType(), i));
            load = MethodHandles.foldArguments(load, set);
        }
        return load;
    }

    /** Makes a new record; the scratch object is not looked at. */
    static MethodHandle loadRecord(Class<?> type, List<Field> fields, Lookup lookup)
            throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        MethodHandle load = lookup.findConstructor(type, MethodType.methodType(void.class, types));
        for (int c = components.length - 1; c >= 0; c--) {
            String name = components[c].getName();
            int place = fields.stream().map(Field::getName).toList().indexOf(name);
            load = MethodHandles.collectArguments(load, c, reader(types[c], place));
        }
        int[] reorder = new int[2 * components.length];
        for (int i = 0; i < reorder.length; i++) {
            reorder[i] = 1 + i % 2;
        }
        return MethodHandles.permuteArguments(load.asType(load.type().changeReturnType(Object.class)), LOAD, reorder);
    }

    static MethodHandle store(List<Field> fields, Lookup lookup) throws ReflectiveOperationException {
        MethodHandle store = MethodHandles.empty(STORE);
        for (int i = fields.size() - 1; i >= 0; i--) {
            MethodHandle getter = toLong(lookup.unreflectGetter(fields.get(i)));
            getter = getter.asType(getter.type().changeParameterType(0, Object.class));
            MethodHandle set = MethodHandles.arrayElementSetter(long[].class);
            set = MethodHandles.filterArguments(set, 1, MethodHandles.insertArguments(PLUS, 1, i), getter);
            store = MethodHandles.foldArguments(store, MethodHandles.permuteArguments(set, STORE, 1, 2, 0));
        }
        return store;
    }

    /** {@code (long[] rows, int at) -> type}: the number at a place of a row, as the field has it. */
    private static MethodHandle reader(Class<?> type, int place) {
        MethodHandle get = MethodHandles.filterArguments(
                MethodHandles.arrayElementGetter(long[].class), 1, MethodHandles.insertArguments(PLUS, 1, place));
        if (type == double.class) {
            return MethodHandles.filterReturnValue(get, TO_DOUBLE);
        }
        if (type == float.class) {
            MethodHandle bits =
                    MethodHandles.explicitCastArguments(get, get.type().changeReturnType(int.class));
            return MethodHandles.filterReturnValue(bits, TO_FLOAT);
        }
        return MethodHandles.explicitCastArguments(get, get.type().changeReturnType(type));
    }

    private static MethodHandle toLong(MethodHandle getter) {
        Class<?> type = getter.type().returnType();
        MethodHandle bits = getter;
        if (type == double.class) {
            bits = MethodHandles.filterReturnValue(getter, FROM_DOUBLE);
        } else if (type == float.class) {
            bits = MethodHandles.filterReturnValue(getter, FROM_FLOAT);
        }
        return MethodHandles.explicitCastArguments(bits, bits.type().changeReturnType(long.class));
    }
}
