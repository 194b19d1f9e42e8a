package dev.sluice.api.types;

import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns what a function returns. A lambda or method reference tells by the description that the compiler keeps for
 * serializable ones; a class tells by the type arguments it implements its interface with.
 */
public final class TypeInference {
    private TypeInference() {}

    /**
     * @param function an instance of the functional interface
     * @param functional the functional interface
     * @param parameter which of its type parameters the result has
     * @return the erased class of the result, or empty if it cannot be told
     */
    public static Optional<Class<?>> resultOf(Object function, Class<?> functional, int parameter) {
        Class<?> implementation = function.getClass();
        if (implementation.isSynthetic() || implementation.isHidden()) {
            return lambda(function).map(MethodType::returnType).filter(type -> type != Object.class);
        }
        return typeArgument(implementation, functional, parameter).flatMap(TypeInference::erased);
    }

    /**
     * @param function an instance of a functional interface
     * @param functional the functional interface, whose method's first parameter is of one of its type parameters
     * @param parameter which of its type parameters that is
     * @return the erased class of what the function takes, or empty if it cannot be told
     */
    public static Optional<Class<?>> inputOf(Object function, Class<?> functional, int parameter) {
        Class<?> implementation = function.getClass();
        if (implementation.isSynthetic() || implementation.isHidden()) {
            return lambda(function)
                    .filter(type -> type.parameterCount() > 0 && type.parameterType(0) != Object.class)
                    .map(type -> type.parameterType(0));
        }
        return typeArgument(implementation, functional, parameter).flatMap(TypeInference::erased);
    }

    /**
     * @param implementation a class
     * @param target an interface or class it descends from
     * @param parameter which type parameter of the target
     * @return what the class puts for it, or empty if that is again a variable
     */
    public static Optional<Type> typeArgument(Class<?> implementation, Class<?> target, int parameter) {
        return Optional.ofNullable(arguments(implementation, target, Map.of()))
                .map(arguments -> arguments.get(target.getTypeParameters()[parameter]))
                .filter(type -> !(type instanceof TypeVariable<?>));
    }

    /**
     * @param type a type
     * @return its class without type arguments, or empty for a variable or wildcard
     */
    public static Optional<Class<?>> erased(Type type) {
        if (type instanceof Class<?> c) {
            return Optional.of(c);
        }
        if (type instanceof ParameterizedType p && p.getRawType() instanceof Class<?> c) {
            return Optional.of(c);
        }
        return Optional.empty();
    }

    private static Optional<MethodType> lambda(Object function) {
        try {
            Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            if (writeReplace.invoke(function) instanceof SerializedLambda lambda) {
                ClassLoader loader = function.getClass().getClassLoader();
                return Optional.of(MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader));
            }
            return Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            // A module that keeps its lambdas to itself: nothing is learned, the type is found out at run time.
            return Optional.empty();
        }
    }

    private static @Nullable Map<TypeVariable<?>, Type> arguments(
            Class<?> type, Class<?> target, Map<TypeVariable<?>, Type> known) {
        if (type == target) {
            return known;
        }
        for (Type parent : parents(type)) {
            if (erased(parent).filter(target::isAssignableFrom).isPresent()) {
                Class<?> raw = erased(parent).orElseThrow();
                Map<TypeVariable<?>, Type> next = new HashMap<>();
                if (parent instanceof ParameterizedType p) {
                    for (int i = 0; i < raw.getTypeParameters().length; i++) {
                        Type argument = p.getActualTypeArguments()[i];
                        next.put(raw.getTypeParameters()[i], known.getOrDefault(argument, argument));
                    }
                }
                return arguments(raw, target, next);
            }
        }
        return null;
    }

    private static Iterable<Type> parents(Class<?> type) {
        List<Type> parents = new ArrayList<>(List.of(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null) {
            parents.add(type.getGenericSuperclass());
        }
        return parents;
    }
}
