package dev.sluice.benchmarks.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may depend on what, and what may be used nowhere. */
final class ArchitectureTest {
    private static final JavaClasses PRODUCTION = Modules.productionClasses();

    @ParameterizedTest
    @EnumSource
    void shouldHaveClassesOfEveryModule(Modules module) {
        assertThat(PRODUCTION.that(resideInAnyPackage(module.packages()))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldDependOnlyOnTheModulesBelow(Modules module) {
        noClasses()
                .that()
                .resideInAPackage(module.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(module.forbiddenPackages())
                .check(PRODUCTION);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("dev.sluice.(**)").should().beFreeOfCycles().check(PRODUCTION);
    }

    @Test
    void shouldKeepTheApiFreeOfEverythingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.sluice.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.sluice.api..", "org.jspecify..", "java..")
                .check(PRODUCTION);
    }

    /** Serializable is a marker without methods: it makes the compiler record the types of a lambda. */
    @Test
    void shouldKeepTheApiFreeOfInputAndOutput() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.api..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..", "java.net..", "java.nio.channels..", "java.nio.file..", "java.util.zip..")
                        .and(not(simpleNameEndingWith("Exception")))
                        .and(not(type(Path.class)))
                        .and(not(type(Serializable.class))))
                .because("a definition names files and fails with I/O exceptions, but reads and writes nothing")
                .check(PRODUCTION);
    }

    @Test
    void shouldNeverSleep() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .because("a thread that sleeps delays what waits for it, and a test that sleeps is slow or flaky")
                .check(Modules.productionAndTestClasses());
    }

    @Test
    void shouldNeverUseJavaSerialization() {
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(ObjectInputStream.class)
                        .or(assignableTo(ObjectOutputStream.class))
                        .or(assignableTo(Externalizable.class)))
                .because("it instantiates whatever its input names")
                .check(PRODUCTION);
    }

    @Test
    void shouldMarkEveryPackageForNullness() {
        assertThat(PRODUCTION.stream()
                        .map(JavaClass::getPackage)
                        .distinct()
                        .filter(javaPackage -> !javaPackage.getName().endsWith(".jmh_generated"))
                        .filter(javaPackage -> !isNullMarked(javaPackage)))
                .as("packages without a package-info.java that says @NullMarked")
                .isEmpty();
    }

    private static boolean isNullMarked(JavaPackage javaPackage) {
        return javaPackage
                .tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isPresent();
    }
}
