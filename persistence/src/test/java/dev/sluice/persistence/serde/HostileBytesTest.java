package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.persistence.ForkedJvm;
import dev.sluice.persistence.serde.Samples.Bean;
import dev.sluice.persistence.serde.Samples.Circle;
import dev.sluice.persistence.serde.Samples.Colour;
import dev.sluice.persistence.serde.Samples.Order;
import dev.sluice.persistence.serde.Samples.Pair;
import dev.sluice.persistence.serde.Samples.Unit;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.fory.Fory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever can alter the bytes gets at most another value of the declared classes. */
class HostileBytesTest {
    private final ValueCodec interpreted = ValueCodec.create(Samples.types(), Long.MAX_VALUE);
    private final ValueCodec compiled = ValueCodec.create(Samples.types(), 0);

    @Test
    void when_bytes_name_an_undeclared_class_then_it_is_neither_made_nor_initialized() throws Exception {
        // Made elsewhere, so that the gadgets are untouched here.
        List<byte[]> forgeries = new ArrayList<>();
        try (ForkedJvm forge = new ForkedJvm(Forge.class)) {
            forge.forEachLine(line -> forgeries.add(HexFormat.of().parseHex(line)));
        }
        assertThat(forgeries).hasSize(7 * 8);
        assertThat(System.getProperty(Gadget.TRACE)).isNull();

        for (byte[] bytes : forgeries) {
            for (ValueCodec codec : List.of(interpreted, compiled)) {
                assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                        .isInstanceOf(UndeclaredTypeException.class)
                        .hasMessageContaining("dev.sluice.persistence.serde.Gadget$")
                        .hasMessageContaining("flow.types(Gadget.");
            }
        }
        assertThat(System.getProperty(Gadget.TRACE)).isNull();
        assertThat(new Gadget.Plain()).isNotNull(); // the trap does work
        assertThat(System.clearProperty(Gadget.TRACE)).isNotNull();
    }

    /** What Fory carries by a number, without a name and without asking. */
    static Stream<Object> builtIns() {
        Supplier<String> lambda = (Supplier<String> & Serializable) () -> "x";
        return Stream.of(
                lambda,
                java.lang.reflect.Proxy.newProxyInstance(
                        HostileBytesTest.class.getClassLoader(), new Class<?>[] {Runnable.class}, new Handler()),
                new IllegalStateException("x"),
                Pattern.compile("(a+)+"),
                String.class,
                Thread.State.NEW,
                java.nio.ByteBuffer.allocate(4));
    }

    @ParameterizedTest
    @MethodSource("builtIns")
    void when_a_class_that_fory_knows_is_not_allowed_then_it_is_refused(Object value) {
        Fory lax = Fory.builder()
                .withXlang(false)
                .withCompatible(true)
                .withRefTracking(true)
                .requireClassRegistration(false)
                .build();
        lax.register(Batch.class, 0);
        lax.registerSerializer(Batch.class, new BatchSerializer(lax.getConfig()));
        byte[] body = lax.serialize(new Batch(new Object[] {value}, 0, 1));
        byte[] bytes = new byte[body.length + 2];
        System.arraycopy(body, 0, bytes, 2, body.length);
        bytes[0] = ValueCodec.FORMAT;
        bytes[1] = ValueCodec.OBJECTS;

        for (ValueCodec codec : List.of(interpreted, compiled)) {
            assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length)).isInstanceOf(UndeclaredTypeException.class);
            assertThatThrownBy(() -> codec.encode(value)).isInstanceOf(UndeclaredTypeException.class);
            assertThatThrownBy(() -> codec.encode(new Pair<>(1, value))).isInstanceOf(UndeclaredTypeException.class);
            assertThatThrownBy(() -> codec.copy(new Object[] {value})).isInstanceOf(UndeclaredTypeException.class);
        }
    }

    @Test
    void when_a_class_is_undeclared_then_it_is_not_written_and_the_message_says_what_to_do() {
        record Unknown(int x) {}
        for (ValueCodec codec : List.of(interpreted, compiled)) {
            assertThatThrownBy(() -> codec.encode(List.of(new Unknown(1))))
                    .isInstanceOfSatisfying(
                            UndeclaredTypeException.class,
                            e -> assertThat(e.className()).isEqualTo(Unknown.class.getName()))
                    .hasMessageEndingWith("Unknown.class)");
            assertThatThrownBy(() -> codec.encode(new HashMap<>(Map.of(1, 2)).keySet()))
                    .isInstanceOf(UndeclaredTypeException.class)
                    .hasMessageContaining("copy a view into an ArrayList");
            Runnable lambda = () -> {};
            assertThatThrownBy(() -> codec.encode(lambda))
                    .isInstanceOf(UndeclaredTypeException.class)
                    .hasMessageContaining("lambda");
            // and it goes on working
            byte[] bytes = codec.encode(new Circle(1));
            assertThat(codec.decode(bytes, 0, bytes.length)).isEqualTo(new Circle(1));
        }
    }

    @Property(tries = 400)
    void when_bytes_are_altered_then_decoding_fails_cleanly_or_gives_allowed_values(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = (random.nextBoolean() ? interpreted : compiled).encodeAll(someValues(), 0, 4);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        for (ValueCodec codec : List.of(interpreted, compiled)) {
            try {
                for (Object value : codec.decodeAll(bytes, 0, length)) {
                    assertThat(value == null || Samples.types().allows(value.getClass()))
                            .isTrue();
                }
            } catch (DamagedValueException | UndeclaredTypeException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void when_a_list_is_announced_that_no_heap_can_hold_then_no_memory_is_taken_for_it() {
        List<Unit> units = new ArrayList<>(java.util.Collections.nCopies(77, new Unit())); // which take no bytes
        byte[] bytes = interpreted.encode(units);
        int at = 0;
        while (bytes[at] != 77) {
            at++;
        }
        byte[] forged = new byte[bytes.length + 4]; // 77 becomes the largest number there is
        System.arraycopy(bytes, 0, forged, 0, at);
        System.arraycopy(new byte[] {-1, -1, -1, -1, 7}, 0, forged, at, 5);
        System.arraycopy(bytes, at + 1, forged, at + 5, bytes.length - at - 1);
        for (ValueCodec codec : List.of(interpreted, compiled)) {
            assertThatThrownBy(() -> codec.decode(forged, 0, forged.length))
                    .isInstanceOf(DamagedValueException.class)
                    .hasMessageContaining("memory");
        }
    }

    private static Object[] someValues() {
        Bean bean = new Bean();
        bean.name = "bean";
        bean.tags = new ArrayList<>(List.of("a", 1, Colour.RED));
        Order order = new Order(
                7,
                "customer",
                Optional.of(Colour.GREEN),
                List.of(new Circle(2)),
                new HashMap<>(Map.of("k", new Pair<>(1, new Circle(3)))),
                Instant.ofEpochSecond(5, 6),
                BigDecimal.TEN,
                new int[] {1, 2, 3});
        return new Object[] {order, bean, new Pair<>("x", Map.of(1, 2L)), List.of("y", 3.0)};
    }

    static final class Handler implements java.lang.reflect.InvocationHandler, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return null;
        }
    }
}
