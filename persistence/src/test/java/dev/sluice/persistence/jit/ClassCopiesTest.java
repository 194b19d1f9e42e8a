package dev.sluice.persistence.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class ClassCopiesTest {
    private final ClassCopies<LongSupplier> copies = new ClassCopies<>(MethodHandles.lookup(), Twice.class);

    /** The original; calls what it was made for. */
    static final class Twice implements LongSupplier {
        private final IntUnaryOperator user;
        private final int argument;

        Twice(IntUnaryOperator user, int argument) {
            if (argument < 0) {
                throw new IllegalArgumentException("negative");
            }
            this.user = user;
            this.argument = argument;
        }

        @Override
        public long getAsLong() {
            return 2L * user.applyAsInt(argument);
        }
    }

    @Test
    void shouldMakeACopyForEachUserThatDoesWhatTheOriginalDoes() {
        IntUnaryOperator square = i -> i * i;
        IntUnaryOperator minus = i -> -i;
        LongSupplier first = copies.create(square.getClass(), square, 3);
        LongSupplier second = copies.create(minus.getClass(), minus, 3);
        assertThat(first.getAsLong()).isEqualTo(18);
        assertThat(second.getAsLong()).isEqualTo(-6);
        assertThat(first.getClass()).isNotEqualTo(Twice.class).isNotEqualTo(second.getClass());
        assertThat(first.getClass().isHidden()).isTrue();
    }

    @Test
    void shouldUseTheSameCopyForTheSameUser() {
        IntUnaryOperator square = i -> i * i;
        assertThat(copies.create(square.getClass(), square, 1).getClass())
                .isEqualTo(copies.create(square.getClass(), square, 2).getClass());
    }

    @Test
    void shouldPassOnWhatTheConstructorThrows() {
        IntUnaryOperator square = i -> i * i;
        assertThatThrownBy(() -> copies.create(square.getClass(), square, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative");
    }

    @Test
    void shouldSayWhichCopyCannotBeMadeWithWhat() {
        assertThatThrownBy(() -> copies.create(String.class, "no function", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Twice");
        assertThatThrownBy(() -> copies.create(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Twice");
    }
}
