package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Type1 and Mode1 are the classes of today. What they were yesterday is called Type0 and Mode0 here, and loaded under
 * the names of today by a class loader.
 */
class EvolutionTest {
    // Not compiled: generated code would find today's classes, which this class loader can see as well.
    private ValueCodec yesterday;
    private Object one;
    private Object two;

    @BeforeEach
    void loadTheClassesOfYesterday() throws ReflectiveOperationException {
        Class<?> type = new Yesterday().loadClass(Type1.class.getName());
        Class<?> mode = type.getRecordComponents()[2].getType();
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        one = constructor.newInstance(1, "one", mode.getEnumConstants()[1], 1.5);
        two = constructor.newInstance(2, "two", mode.getEnumConstants()[0], 2.5);
        yesterday = ValueCodec.create(AllowedTypes.builder().declare(type).build(), Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void when_components_were_added_dropped_and_moved_then_old_values_are_still_read(long compileAfter) {
        byte[] bytes = yesterday.encodeAll(new Object[] {one, two}, 0, 2);
        ValueCodec today =
                ValueCodec.create(AllowedTypes.builder().declare(Type1.class).build(), compileAfter);

        assertThat(today.decodeAll(bytes, 0, bytes.length))
                .containsExactly(new Type1(Mode1.SLOW, "one", 1, null, 0), new Type1(Mode1.FAST, "two", 2, null, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void when_a_program_goes_back_to_its_version_of_yesterday_then_it_reads_the_values_of_today(long compileAfter) {
        ValueCodec today =
                ValueCodec.create(AllowedTypes.builder().declare(Type1.class).build(), compileAfter);
        byte[] bytes = today.encode(new Type1(Mode1.SLOW, "one", 1, "new", 5));

        assertThat(yesterday.decode(bytes, 0, bytes.length))
                .hasToString("Type1[id=1, name=one, mode=SLOW, dropped=0.0]");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void when_a_class_is_gone_then_the_message_names_it(long compileAfter) {
        byte[] bytes = yesterday.encode(one);
        ValueCodec without = ValueCodec.create(AllowedTypes.builder().build(), compileAfter);

        assertThatThrownBy(() -> without.decode(bytes, 0, bytes.length))
                .isInstanceOf(UndeclaredTypeException.class)
                .hasMessageContaining(Type1.class.getName());
    }

    /** The names are of equal length, so that a class file stays valid when one replaces the other. */
    private static final class Yesterday extends ClassLoader {
        private Yesterday() {
            super(EvolutionTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Type1.class.getName()) && !name.equals(Mode1.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.substring(0, name.length() - 1).replace('.', '/') + "0.class";
            try (InputStream in = getParent().getResourceAsStream(file)) {
                String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                byte[] renamed = bytes.replace("Type0", "Type1")
                        .replace("Mode0", "Mode1")
                        .getBytes(StandardCharsets.ISO_8859_1);
                return defineClass(name, renamed, 0, renamed.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}

record Type0(int id, String name, Mode0 mode, double dropped) {}

record Type1(Mode1 mode, String name, int id, String added, long number) {}

enum Mode0 {
    FAST,
    SLOW
}

enum Mode1 {
    NEW,
    SLOW,
    FAST
}
