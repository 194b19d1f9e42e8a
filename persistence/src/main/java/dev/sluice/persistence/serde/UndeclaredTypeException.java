package dev.sluice.persistence.serde;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of a class that was not declared was to be written, or bytes name such a class. The message says the fix. */
public final class UndeclaredTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String className;

    UndeclaredTypeException(String className) {
        super(className + fix(className));
        this.className = className;
    }

    /** Returns the binary name of the class that was refused. */
    public String className() {
        return className;
    }

    /** Finds the one that made another exception, if any did. */
    static Optional<RuntimeException> in(Throwable failure) {
        for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof UndeclaredTypeException undeclared) {
                return Optional.of(undeclared);
            }
        }
        return Optional.empty();
    }

    private static String fix(String className) {
        if (className.contains("$$Lambda") || className.contains("/0x")) {
            return " is a lambda, and lambdas cannot be serialized: carry data (a record or an enum) instead";
        }
        if (JdkTypes.ofThePlatform(className)) {
            return " cannot be serialized: use a class of the JDK that is a plain value or collection (copy a view into"
                    + " an ArrayList, say) or a class of your own";
        }
        String simple = className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
        return " is not declared, so it is neither written nor read: declare it with flow.types(" + simple + ".class)";
    }
}
