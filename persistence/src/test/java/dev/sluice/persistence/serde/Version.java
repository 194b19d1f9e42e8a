package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A version of a program: classes compiled from source, in a class loader of their own. */
final class Version extends ClassLoader {
    private final Map<String, ByteArrayOutputStream> files = new HashMap<>();

    /** @param source top-level declarations of package {@code shop} without modifiers */
    Version(String source) {
        super(Version.class.getClassLoader());
        String code = "package shop; import java.util.*; import java.time.*; import java.math.*;"
                + " import dev.sluice.api.types.FormerName; " + source;
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///shop/All.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignore) {
                        return code;
                    }
                };
        boolean compiled = compiler.getTask(
                        null,
                        new Memory(compiler.getStandardFileManager(null, null, null)),
                        errors,
                        List.of(
                                "-classpath",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
                        null,
                        List.of(file))
                .call();
        assertThat(compiled).as(() -> errors.getDiagnostics().toString()).isTrue();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream file = files.get(name);
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, file.toByteArray(), 0, file.size());
    }

    Class<?> type(String name) throws ClassNotFoundException {
        return loadClass("shop." + name);
    }

    /** The static field {@code value} of class {@code Main}. */
    Object value() throws ReflectiveOperationException {
        Field field = type("Main").getDeclaredField("value");
        field.setAccessible(true);
        return Objects.requireNonNull(field.get(null));
    }

    private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        Memory(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    files.put(name, bytes);
                    return bytes;
                }
            };
        }
    }
}
