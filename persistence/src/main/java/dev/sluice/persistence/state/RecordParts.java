package dev.sluice.persistence.state;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Reads the components of keys that are records. */
public final class RecordParts {
    private static final ClassValue<MethodHandle[]> ACCESSORS = new ClassValue<>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            MethodHandle[] handles = new MethodHandle[components.length];
            for (int i = 0; i < handles.length; i++) {
                handles[i] = accessor(components[i].getAccessor());
            }
            return handles;
        }
    };

    private RecordParts() {}

    /**
     * @param type the class of a record
     * @return what reads its components, in their order; not to be changed
     */
    public static MethodHandle[] of(Class<?> type) {
        return ACCESSORS.get(type);
    }

    /**
     * @param accessor one of those
     * @param key a record of the class
     * @return the component
     */
    public static @Nullable Object read(MethodHandle accessor, Object key) {
        try {
            return (Object) accessor.invokeExact(key);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot read the key " + key + ": " + e.getMessage(), e);
        }
    }

    private static MethodHandle accessor(Method method) {
        try {
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(method);
            return handle.asType(handle.type().generic());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + method + ": open its package to Sluice", e);
        }
    }
}
