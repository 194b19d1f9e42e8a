package dev.sluice.persistence.serde;

import dev.sluice.api.types.FormerName;
import dev.sluice.persistence.schema.LiveTypes;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which classes may be written to bytes and, above all, made from bytes: the value and collection classes of the JDK,
 * and those declared here. Whoever can alter the bytes can at most make another value of these classes.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class AllowedTypes {
    private final Map<String, Class<?>> declared;
    private final Set<String> packages;
    private final ClassLoader loader;

    private AllowedTypes(Builder builder) {
        declared = Map.copyOf(builder.declared);
        packages = Set.copyOf(builder.packages);
        loader = new DeclaredClasses(declared, contextLoader());
    }

    private AllowedTypes(Map<String, Class<?>> declared, Set<String> packages, ClassLoader loader) {
        this.declared = declared;
        this.packages = packages;
        this.loader = loader;
    }

    /** The same and some more, all found by another loader. */
    AllowedTypes with(Map<String, Class<?>> more, ClassLoader other) {
        Map<String, Class<?>> all = new HashMap<>(declared);
        all.putAll(more);
        return new AllowedTypes(Map.copyOf(all), packages, other);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whether values of exactly this class may be written and read. An array may if its elements may, and a constant of
     * an enum with a body of its own if its enum may.
     */
    public boolean allows(Class<?> c) {
        if (c.isArray()) {
            return allows(c.getComponentType());
        }
        if (c.isPrimitive()) {
            return true;
        }
        if (c.isHidden() || Proxy.isProxyClass(c)) {
            return false;
        }
        Class<?> enumeration = c.getSuperclass();
        return allowsName(c.getName()) || (enumeration != null && enumeration.isEnum() && allows(enumeration));
    }

    /** Like {@link #allows}, before anything is loaded: the binary name of a class, or the descriptor of an array. */
    boolean allowsName(String name) {
        if (name.startsWith("[")) {
            String element = name.substring(name.lastIndexOf('[') + 1);
            return element.length() == 1
                    || (element.startsWith("L")
                            && element.endsWith(";")
                            && allowsName(element.substring(1, element.length() - 1)));
        }
        if (JdkTypes.ofThePlatform(name)) {
            return JdkTypes.isValue(name);
        }
        return declared.containsKey(name) || (!name.contains("$$Lambda") && packages.contains(packageOf(name)));
    }

    /** Finds a declared class by its name even where the context class loader does not know it. */
    ClassLoader loader() {
        return loader;
    }

    private static String packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }

    private static ClassLoader contextLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : Objects.requireNonNull(AllowedTypes.class.getClassLoader());
    }

    /** Collects declarations. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<String, Class<?>> declared = new HashMap<>();
        private final Set<String> packages = new HashSet<>();

        private Builder() {}

        /**
         * Declares a type and, transitively, whatever its declaration says it is made of: the classes of its record
         * components and fields, type arguments, superclasses, permitted subclasses, array elements. An implementation
         * of an interface that is not sealed has to be declared by itself. What a class says that it was
         * {@linkplain FormerName called} is declared too.
         *
         * @param type a class, or a generic type with its arguments
         */
        public Builder declare(Type type) {
            TypeGraph.walk(type, (c, path) -> {
                if (c.isPrimitive() || JdkTypes.ofThePlatform(c.getName())) {
                    return false;
                }
                declared.put(c.getName(), c);
                LiveTypes.formerNames(c).forEach(name -> declared.putIfAbsent(name, c));
                return true;
            });
            return this;
        }

        /** Declares all classes of a package (not of the packages below it), nested classes included. */
        public Builder declarePackage(String name) {
            packages.add(name);
            return this;
        }

        public AllowedTypes build() {
            return new AllowedTypes(this);
        }
    }

    /** The declared classes first, so that each is the one of the loader it came from. */
    private static final class DeclaredClasses extends ClassLoader {
        private final Map<String, Class<?>> declared;

        private DeclaredClasses(Map<String, Class<?>> declared, ClassLoader parent) {
            super(parent);
            this.declared = declared;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            @Nullable Class<?> known = declared.get(name);
            return known != null ? known : super.loadClass(name, resolve);
        }
    }
}
