package dev.sluice.persistence.state.format;

import dev.sluice.persistence.jit.ClassCopies;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A class of accumulators that fit into a row of numbers: records whose components are primitive, and classes whose
 * fields are primitive, not final and not transient.
 */
public final class RowType {
    /** Beyond this a row costs more cache lines than an object with a few of its fields in use. */
    private static final int MAX_WIDTH = 32;

    private static final Set<String> HOOKS =
            Set.of("writeObject", "readObject", "writeExternal", "writeReplace", "readResolve");

    private static final ClassValue<Holder> TYPES = new ClassValue<>() {
        @Override
        protected Holder computeValue(Class<?> type) {
            return new Holder(create(type));
        }
    };

    private final Class<?> type;
    private final RowLayout layout;
    private final MethodHandle load;
    private final MethodHandle store;
    private final RowCodec codec;

    private record Holder(@Nullable RowType type) {}

    private RowType(Class<?> type, List<Field> fields, Lookup lookup) throws ReflectiveOperationException {
        this.type = type;
        layout = new RowLayout(fields.stream()
                .map(field ->
                        new RowLayout.Column(field.getName(), field.getType().getName()))
                .toList());
        load = type.isRecord() ? RowHandles.loadRecord(type, fields, lookup) : RowHandles.loadFields(fields, lookup);
        store = RowHandles.store(fields, lookup);
        codec = new ClassCopies<RowCodec>(MethodHandles.lookup(), FieldCodec.class, this).create(type);
    }

    /**
     * @param type a class
     * @return what it is as a row, or null if it does not fit
     */
    public static @Nullable RowType of(Class<?> type) {
        return TYPES.get(type).type;
    }

    private static @Nullable RowType create(Class<?> type) {
        try {
            List<Field> fields = fields(type);
            return fields == null
                    ? null
                    : new RowType(type, fields, MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null; // in a module that is not open to us: then it stays an object
        }
    }

    private static @Nullable List<Field> fields(Class<?> type) {
        if (type.isHidden() || type.isArray()) {
            return null;
        }
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != Object.class && c != Record.class; c = c.getSuperclass()) {
            if (c.getName().startsWith("java.")
                    || Stream.of(c.getDeclaredMethods()).anyMatch(method -> HOOKS.contains(method.getName()))) {
                return null;
            }
            for (Field field : c.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (Modifier.isStatic(modifiers)) {
                    continue;
                }
                boolean fits = field.getType().isPrimitive()
                        && !Modifier.isTransient(modifiers)
                        && Modifier.isFinal(modifiers) == type.isRecord()
                        && fields.stream().noneMatch(other -> other.getName().equals(field.getName()));
                if (!fits) {
                    return null;
                }
                fields.add(field);
            }
        }
        fields.sort(Comparator.comparing(Field::getName));
        return fields.isEmpty() || fields.size() > MAX_WIDTH ? null : fields;
    }

    /** @return the class */
    public Class<?> type() {
        return type;
    }

    /** @return what the numbers of its rows are */
    public RowLayout layout() {
        return layout;
    }

    /** @return what moves its fields; one for each class, so that it is fast */
    public RowCodec codec() {
        return codec;
    }

    MethodHandle load() {
        return load;
    }

    MethodHandle store() {
        return store;
    }

    /** A record's constructor may refuse what it is given, although it was taken from such a record. */
    static RuntimeException unexpected(Throwable e) {
        if (e instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e);
    }
}
