package dev.sluice.persistence.jit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a class, one for each class of user function that its loop calls. The JIT compiler keeps one profile for
 * each call in the bytecode: where all jobs share a loop, the call of the user's function soon goes to many classes and
 * is no longer inlined, and what is passed to it is boxed. In a copy the call goes to one class for good.
 *
 * <p>A copy is a hidden class (JEP 371) of the same bytes: neither a subclass of its original nor seen in stack traces.
 * It lives as long as the class it was made for. Thread-safe.
 *
 * @param <T> what original and copies extend or implement
 */
public final class ClassCopies<T> {
    private final Lookup lookup;
    private final Class<? extends T> original;
    private final @Nullable Object data;
    private final ClassValue<Class<? extends T>> copies = new ClassValue<>() {
        @Override
        protected Class<? extends T> computeValue(Class<?> user) {
            return copy();
        }
    };

    /**
     * @param lookup of the package of the original, with full access
     * @param original a class with one constructor, not a record, and not named by the classes that its copies use
     */
    public ClassCopies(Lookup lookup, Class<? extends T> original) {
        this(lookup, original, null);
    }

    /**
     * @param lookup of the package of the original, with full access
     * @param original a class with one constructor, not a record, and not named by the classes that its copies use
     * @param data what the copies get from {@link #dataOf}
     */
    public ClassCopies(Lookup lookup, Class<? extends T> original, @Nullable Object data) {
        this.lookup = lookup;
        this.original = original;
        this.data = data;
    }

    /**
     * What a copy can put into a static final field, so that it is a constant for the JIT compiler.
     *
     * @param copy a lookup of the copy, made by itself
     * @param type of the data
     * @param <D> the type of the data
     * @return what was given to the constructor
     * @throws IllegalStateException if this is the original
     */
    public static <D> D dataOf(Lookup copy, Class<D> type) {
        try {
            D data = MethodHandles.classData(copy, ConstantDescs.DEFAULT_NAME, type);
            if (data != null) {
                return data;
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException(copy.lookupClass() + " is to be used by its copies only");
    }

    /**
     * @param user whom the copy is for; each time the same copy
     * @param arguments of the constructor
     * @return an instance of the copy
     * @throws UncheckedIOException if the original's bytes cannot be read
     */
    public T create(Class<?> user, Object... arguments) {
        try {
            var constructor = copies.get(user).getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            @SuppressWarnings("unchecked") // a copy extends what its original extends
            T instance = (T) constructor.newInstance(arguments);
            return instance;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a copy of " + original.getName() + " cannot be made with " + Arrays.toString(arguments), e);
        }
    }

    @SuppressWarnings("unchecked") // a copy extends what its original extends
    private Class<? extends T> copy() {
        try {
            Lookup copy = data == null
                    ? lookup.defineHiddenClass(bytes(), false, Lookup.ClassOption.NESTMATE)
                    : lookup.defineHiddenClassWithClassData(bytes(), data, false, Lookup.ClassOption.NESTMATE);
            return (Class<? extends T>) copy.lookupClass();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes() {
        String file = original.getName().substring(original.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = original.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("the class path has no " + file + " beside the class itself");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
