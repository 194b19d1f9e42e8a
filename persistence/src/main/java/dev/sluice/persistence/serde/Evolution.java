package dev.sluice.persistence.serde;

import dev.sluice.persistence.schema.LiveTypes;
import dev.sluice.persistence.schema.OperatorSchema;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of classes that have changed since they were written: first as what they were, then made into what they
 * are. Slower than reading values that have not changed, so only for what needs it. For one thread.
 */
public final class Evolution {
    private final ObjectCodec reader;
    private final @Nullable Converter converter;
    private final Map<String, Type> targets;
    private @Nullable Type target;

    /**
     * @param types what may be read
     * @param before the schema of the snapshot
     * @param live knows the classes of today
     * @param states what the values of states are today, by the state's name, as far as it is known
     */
    public Evolution(AllowedTypes types, OperatorSchema before, LiveTypes live, Map<String, Type> states) {
        OldClasses classes = new OldClasses(before.types(), live, types.loader());
        reader = reader(types, before, classes);
        converter = new Converter(types, classes, live);
        targets = Map.copyOf(states);
    }

    private Evolution(AllowedTypes types, OperatorSchema before) {
        reader = reader(types, before, new OldClasses(before.types(), new LiveTypes(), types.loader(), true));
        converter = null;
        targets = Map.of();
    }

    private static ObjectCodec reader(AllowedTypes types, OperatorSchema before, OldClasses classes) {
        Map<String, Class<?>> names = new HashMap<>();
        before.types().keySet().forEach(name -> names.put(name, Object.class)); // looked up by the loader
        return new ObjectCodec(types.with(names, classes), Long.MAX_VALUE);
    }

    /**
     * For a reader without the classes: values stay what they were, of classes that have public fields and nothing
     * else.
     *
     * @param types what may be read besides
     * @param before the schema of the snapshot
     * @return reads what was written
     */
    public static Evolution asWritten(AllowedTypes types, OperatorSchema before) {
        return new Evolution(types, before);
    }

    /**
     * Says what is read next.
     *
     * @param state the name of a state
     * @return this
     */
    public Evolution at(String state) {
        target = targets.get(state);
        return this;
    }

    @Nullable
    Object[] decode(ByteSource in) {
        return reader.decode(in);
    }

    @Nullable
    Object[] convert(@Nullable Object[] values) {
        if (converter == null) {
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = converter.convert(values[i], target == null ? Object.class : target);
            } catch (UndeclaredTypeException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new DamagedValueException(
                        "value " + (i + 1) + " of " + values.length + " cannot be made into what it is today: "
                                + (e.getMessage() == null ? e : e.getMessage()),
                        e);
            }
        }
        return values;
    }
}
