package dev.sluice.benchmarks.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The project's modules: where their classes are, and which others each may use. */
enum Modules {
    DATAFLOW_API("dataflow-api", "api"),
    PERSISTENCE("persistence", "persistence", DATAFLOW_API),
    RUNTIME_ACTORS("runtime-actors", "runtime", DATAFLOW_API, PERSISTENCE),
    CONNECTORS("connectors", "connectors", DATAFLOW_API),
    DATAFLOW_TESTKIT("dataflow-testkit", "testkit", DATAFLOW_API, PERSISTENCE, RUNTIME_ACTORS),
    CLUSTER_BOOTSTRAP("cluster-bootstrap", "cluster", DATAFLOW_API, PERSISTENCE, RUNTIME_ACTORS),
    EXAMPLES("examples", "examples", DATAFLOW_API, PERSISTENCE, RUNTIME_ACTORS, CONNECTORS, CLUSTER_BOOTSTRAP),
    BENCHMARKS("benchmarks", "benchmarks", DATAFLOW_API, PERSISTENCE, RUNTIME_ACTORS, CONNECTORS, CLUSTER_BOOTSTRAP);

    private final String folder;
    private final String rootPackage;
    private final List<Modules> mayUse;

    Modules(String folder, String rootPackage, Modules... mayUse) {
        this.folder = folder;
        this.rootPackage = "dev.sluice." + rootPackage;
        this.mayUse = List.of(mayUse);
    }

    /** All packages of this module, as ArchUnit writes it. */
    String packages() {
        return rootPackage + "..";
    }

    /** The packages of the modules that this one must not use. */
    String[] forbiddenPackages() {
        Set<Modules> forbidden = EnumSet.allOf(Modules.class);
        forbidden.remove(this);
        mayUse.forEach(forbidden::remove);
        return forbidden.stream().map(Modules::packages).toArray(String[]::new);
    }

    static JavaClasses productionClasses() {
        return classesIn(module -> Stream.of(module.output("classes")));
    }

    static JavaClasses productionAndTestClasses() {
        return classesIn(module -> Stream.of(module.output("classes"), module.output("test-classes")));
    }

    private static JavaClasses classesIn(Function<Modules, Stream<Path>> directories) {
        List<Path> existing = Stream.of(values())
                .flatMap(directories)
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(existing);
    }

    /** Tests run in their module's folder, so the other modules are its siblings. */
    private Path output(String kind) {
        return Path.of("..", folder, "target", kind);
    }
}
