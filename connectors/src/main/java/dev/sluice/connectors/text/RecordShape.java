package dev.sluice.connectors.text;

import dev.sluice.api.graph.DefinitionException;
import dev.sluice.connectors.Column;
import dev.sluice.connectors.Decimals;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A record class as a row of columns.
 *
 * @param <R> the record class
 */
public final class RecordShape<R extends Record> {
    private static final int MOST_DECIMALS = 9;

    private final Class<R> type;
    private final RecordComponent[] components;
    private final List<RecordField> fields;
    private final MethodHandles.Lookup lookup;

    private RecordShape(Class<R> type) {
        this.type = type;
        this.components = type.getRecordComponents();
        this.lookup = lookup(type);
        List<RecordField> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RecordComponent component : components) {
            RecordField field = field(component);
            if (!names.add(field.name())) {
                throw new DefinitionException(
                        type.getSimpleName() + " has two columns named \"" + field.name() + "\": rename one");
            }
            found.add(field);
        }
        this.fields = List.copyOf(found);
    }

    /**
     * @param type a record class
     * @param <R> that class
     * @return its columns, of any types
     * @throws DefinitionException if it has none, or if an annotation does not fit its component
     */
    public static <R extends Record> RecordShape<R> of(Class<R> type) {
        return new RecordShape<>(type);
    }

    /**
     * @param type a record class
     * @param <R> that class
     * @return its columns, each of a type that can be written as text
     * @throws DefinitionException if it has none, or if a component cannot be a column
     */
    public static <R extends Record> RecordShape<R> ofText(Class<R> type) {
        RecordShape<R> shape = new RecordShape<>(type);
        for (RecordField field : shape.fields) {
            if (ValueParsers.of(field.type()) == null) {
                throw new DefinitionException(type.getSimpleName() + "." + field.component()
                        + " is of a type that cannot stand in a column: columns can be " + ValueParsers.TYPES);
            }
        }
        return shape;
    }

    /** @return the columns, in the order of the components */
    public List<RecordField> fields() {
        return fields;
    }

    /** @return the record class */
    public Class<R> type() {
        return type;
    }

    /** @return the canonical constructor */
    public MethodHandle constructor() {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return lookup.findConstructor(type, MethodType.methodType(void.class, types));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no canonical constructor in " + type, e);
        }
    }

    /**
     * @param index a column
     * @return reads it off a record: of type {@code (R)type of the component}
     */
    public MethodHandle accessor(int index) {
        try {
            return lookup.unreflect(components[index].getAccessor());
        } catch (IllegalAccessException e) {
            throw new LinkageError("no accessor of " + components[index], e);
        }
    }

    private static MethodHandles.Lookup lookup(Class<?> type) {
        if (!type.isRecord() || type.getRecordComponents().length == 0) {
            throw new DefinitionException(type.getName()
                    + " cannot be a row: give a record class with a component for each column, such as"
                    + " record Trip(String from, String to, int minutes) {}");
        }
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw new DefinitionException(
                    type.getName() + " is not accessible: open its package to the module of the connectors");
        }
    }

    private RecordField field(RecordComponent component) {
        boolean optional = component.getType() == Optional.class;
        Class<?> value = optional
                ? content(component)
                : MethodType.methodType(component.getType()).wrap().returnType();
        boolean boxed = !component.getType().isPrimitive()
                && MethodType.methodType(component.getType())
                        .unwrap()
                        .returnType()
                        .isPrimitive();
        boolean nullable = boxed || (!component.getType().isPrimitive() && isAnnotatedNullable(component));
        Column column = component.getAnnotation(Column.class);
        Decimals decimals = component.getAnnotation(Decimals.class);
        if (decimals != null) {
            check(component, decimals, value);
        }
        return new RecordField(
                component.getName(),
                column == null ? null : column.value(),
                component.getType(),
                value,
                optional,
                nullable,
                decimals == null ? -1 : decimals.value());
    }

    private void check(RecordComponent component, Decimals decimals, Class<?> value) {
        if (value != Double.class && value != Float.class && value != BigDecimal.class) {
            throw new DefinitionException(
                    describe(component) + " has no decimals to round: take @Decimals away, or make it a double");
        }
        if (decimals.value() < 0 || decimals.value() > MOST_DECIMALS) {
            throw new DefinitionException(describe(component) + ": @Decimals must be from 0 to " + MOST_DECIMALS
                    + ", but is " + decimals.value());
        }
    }

    private static Class<?> content(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> content) {
            return content;
        }
        return Object.class;
    }

    /** By name, as tools do: each library of nullness annotations has its own. */
    private static boolean isAnnotatedNullable(RecordComponent component) {
        for (Annotation annotation : component.getAnnotatedType().getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("Nullable")) {
                return true;
            }
        }
        for (Annotation annotation : component.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("Nullable")) {
                return true;
            }
        }
        return false;
    }

    private String describe(RecordComponent component) {
        return type.getSimpleName() + "." + component.getName();
    }
}
