package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.serde.Samples.Account;
import dev.sluice.persistence.serde.Samples.Bean;
import dev.sluice.persistence.serde.Samples.Colour;
import dev.sluice.persistence.serde.Samples.Order;
import dev.sluice.persistence.serde.Samples.Pair;
import dev.sluice.persistence.serde.Samples.Shape;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerializabilityTest {
    record Item(String name, Runnable callback) {}

    record Cart(List<Item[]> items) {}

    record Box<T>(Optional<T> content) {}

    record BoxOfThread(Box<Thread> box) {}

    record Tree<T>(T value, Tree<List<T>> below) {}

    record Holder(Map<String, Function<String, String>> functions) {}

    record WithSkipped(int x) {
        static final Thread NOT_STATE = new Thread();
    }

    static final class Cached {
        transient Thread thread;
        int x;
    }

    static final class Task extends Thread {}

    @SuppressWarnings("ClassCanBeStatic") // what is tested
    class Inner {
        int x;
    }

    @FunctionalInterface
    interface Rule {
        boolean holds(int x);
    }

    interface Plugin {}

    sealed interface Command permits Run, Stop {}

    record Run(InputStream in) implements Command {}

    record Stop() implements Command {}

    record WithGeneric(List<? extends Comparator<String>> orders) {}

    static Stream<Type> carried() throws NoSuchFieldException {
        record Local(int x) {}
        return Stream.of(
                int.class,
                Long.class,
                String.class,
                Object.class,
                byte[].class,
                Order.class,
                Shape.class,
                Pair.class,
                Account.class,
                Bean.class,
                Colour.class,
                Samples.GREEN_CLASS,
                Tree.class,
                Box.class,
                WithSkipped.class,
                Cached.class,
                Plugin.class,
                Local.class,
                List.class,
                Optional.class,
                java.time.Instant.class);
    }

    @ParameterizedTest
    @MethodSource("carried")
    void shouldFindNothingWrongWith(Type type) {
        assertThat(Serializability.problem(type)).isEmpty();
    }

    static Stream<Arguments> refused() {
        Runnable lambda = () -> {};
        return Stream.of(
                Arguments.of(Cart.class, "Cart.items[][].callback: java.lang.Runnable is a function"),
                Arguments.of(BoxOfThread.class, "BoxOfThread.box.content[]: java.lang.Thread cannot be serialized"),
                Arguments.of(Holder.class, "Holder.functions[]: java.util.function.Function is a function"),
                Arguments.of(Command.class, "Run.in: java.io.InputStream cannot be serialized"),
                Arguments.of(WithGeneric.class, "WithGeneric.orders[]: java.util.Comparator is a function"),
                Arguments.of(Task.class, "Task: java.lang.Thread cannot be serialized"),
                Arguments.of(Thread[].class, "Thread[][]: java.lang.Thread cannot be serialized"),
                Arguments.of(Inner.class, "is an inner class and would take its enclosing instance along"),
                Arguments.of(Rule.class, "is a function"),
                Arguments.of(lambda.getClass(), "is generated at run time"),
                Arguments.of(new Object() {}.getClass(), "is a local or anonymous class"),
                Arguments.of(Class.class, "Class: java.lang.Class cannot be serialized"),
                Arguments.of(ReentrantLock.class, "cannot be serialized"),
                Arguments.of(Stream.class, "cannot be serialized"),
                Arguments.of(ClassLoader.class, "cannot be serialized"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldSayWhatIsWrongWith(Type type, String problem) {
        assertThat(Serializability.problem(type)).get().asString().contains(problem);
    }

    @ParameterizedTest
    @ValueSource(classes = {Cart.class, Command.class, Inner.class})
    void shouldSayHowToMend(Class<?> type) {
        assertThat(Serializability.problem(type))
                .get()
                .asString()
                .containsAnyOf("keep it in", "declare it", "hold what");
    }

    @Test
    void when_a_local_class_takes_its_surroundings_along_then_it_is_refused() {
        class Local {
            @Override
            public String toString() {
                return SerializabilityTest.this.toString();
            }
        }
        assertThat(Serializability.problem(Local.class)).get().asString().contains("is a local or anonymous class");
    }
}
