package dev.sluice.runtime.protocol;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records up from what their components say of themselves, so that no type can be forgotten. */
final class Examples {
    private final ActorRef<?> someone;
    private final Deque<Class<?>> making = new ArrayDeque<>();

    Examples(ActorRef<?> someone) {
        this.someone = someone;
    }

    /** With a value everywhere. */
    Object full(Class<?> type) {
        return make(type, true);
    }

    /** With null wherever it is allowed, and nothing in collections. */
    Object sparse(Class<?> type) {
        return make(type, false);
    }

    private Object make(Class<?> type, boolean full) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        making.push(type);
        for (int i = 0; i < values.length; i++) {
            boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            types[i] = components[i].getType();
            values[i] = nullable && !full ? null : value(components[i].getGenericType(), full, i);
        }
        making.pop();
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " with " + Arrays.toString(values), e);
        }
    }

    private Object value(Type type, boolean full, int place) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            if (raw == List.class) {
                // What has things of its own kind has none with such.
                boolean again = making.stream().filter(arguments[0]::equals).count() > 1;
                return full && !again ? List.of(value(arguments[0], true, 7), value(arguments[0], true, 8)) : List.of();
            }
            if (raw == Map.class) {
                return full ? Map.of(value(arguments[0], true, 7), value(arguments[1], true, 8)) : Map.of();
            }
            if (raw == ActorRef.class) {
                return someone;
            }
        }
        if (!(type instanceof Class<?> plain)) {
            throw new AssertionError("no example of " + type + ": add one here");
        }
        if (plain == long.class || plain == Long.class) {
            return full ? Long.MAX_VALUE - place : 0L;
        }
        if (plain == int.class || plain == Integer.class) {
            return full ? Integer.MAX_VALUE - place : 0;
        }
        if (plain == boolean.class) {
            return full;
        }
        if (plain == String.class) {
            return full ? "Größe 日本 \uD83D\uDEA2 \"\n" + place : "";
        }
        if (plain == akka.actor.ActorRef.class) {
            return Adapter.toClassic(someone);
        }
        if (plain.isEnum()) {
            Object[] constants = plain.getEnumConstants();
            return constants[full ? constants.length - 1 : 0];
        }
        if (plain.isRecord()) {
            return make(plain, full);
        }
        throw new AssertionError("no example of " + type + ": add one here");
    }
}
