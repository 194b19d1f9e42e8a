package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.serde.Samples.Account;
import dev.sluice.persistence.serde.Samples.Bean;
import dev.sluice.persistence.serde.Samples.Circle;
import dev.sluice.persistence.serde.Samples.Colour;
import dev.sluice.persistence.serde.Samples.Group;
import dev.sluice.persistence.serde.Samples.Order;
import dev.sluice.persistence.serde.Samples.Pair;
import dev.sluice.persistence.serde.Samples.SubBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllowedTypesTest {
    static final class Typed extends ArrayList<Pair<Circle, Account[]>> {
        private static final long serialVersionUID = 1;
    }

    private final AllowedTypes none = AllowedTypes.builder().build();

    @Test
    void when_a_record_is_declared_then_so_is_what_it_is_made_of() {
        AllowedTypes types = AllowedTypes.builder().declare(Order.class).build();
        assertThat(List.of(
                        Order.class,
                        Colour.class,
                        Samples.GREEN_CLASS,
                        Circle.class,
                        Group.class,
                        Pair.class,
                        Order[][].class))
                .allMatch(types::allows);
        assertThat(List.of(Account.class, Bean.class, Account[].class)).noneMatch(types::allows);
    }

    @Test
    void when_a_class_is_declared_then_so_are_its_superclass_and_type_arguments_but_not_its_subclasses() {
        AllowedTypes types = AllowedTypes.builder()
                .declare(Typed.class)
                .declare(SubBean.class)
                .build();
        assertThat(List.of(Typed.class, Pair.class, Circle.class, Account.class, Bean.class))
                .allMatch(types::allows);
        assertThat(AllowedTypes.builder().declare(Bean.class).build().allows(SubBean.class))
                .isFalse();
    }

    @Test
    void when_nothing_is_declared_then_values_of_the_jdk_are_allowed() {
        assertThat(List.of(
                        int.class,
                        String.class,
                        byte[].class,
                        String[][].class,
                        ArrayList.class,
                        Map.of().getClass(),
                        java.time.Instant.class))
                .allMatch(none::allows);
        assertThat(List.of(Thread.class, Class.class, Runtime.class, java.io.File.class, Circle.class, Thread[].class))
                .noneMatch(none::allows);
    }

    @Test
    void when_a_package_is_declared_then_its_classes_are_and_those_of_others_are_not() {
        AllowedTypes types = AllowedTypes.builder()
                .declarePackage("dev.sluice.persistence.serde")
                .build();
        Runnable lambda = () -> {};
        assertThat(types.allows(Circle.class)).isTrue();
        assertThat(types.allows(dev.sluice.persistence.ForkedJvm.class)).isFalse();
        assertThat(types.allows(lambda.getClass())).isFalse();
        assertThat(types.allowsName(lambda.getClass().getName())).isFalse();
        assertThat(types.allowsName("dev.sluice.persistence.serde.more.Circle")).isFalse();
        assertThat(types.allowsName("[[Ldev.sluice.persistence.serde.Samples$Circle;"))
                .isTrue();
        assertThat(types.allowsName("[[Ldev.sluice.persistence.serde.more.Circle;"))
                .isFalse();
        assertThat(types.allowsName("[[J")).isTrue();
    }
}
