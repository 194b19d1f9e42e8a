package dev.sluice.examples.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where tests of whole clusters keep their files: below {@code target}, so that logs outlast a failure. */
final class TestFolders {
    private TestFolders() {}

    /** A run of three nodes, in a folder of its own. */
    static ChaosSettings settings(String test, Duration disturbed, long seed) throws IOException {
        Path cassandra =
                Path.of(System.getProperty("sluice.cassandra.classpath", "../cassandra-server/target/classpath"));
        if (!Files.exists(cassandra)) {
            throw new IOException(
                    cassandra + " is missing: mvn -f cassandra-server/pom.xml generate-resources makes it");
        }
        Path folder =
                Path.of("target", test + "-" + ProcessHandle.current().pid()).toAbsolutePath();
        Files.createDirectories(folder);
        return new ChaosSettings(
                3,
                disturbed,
                seed,
                folder,
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Files.readString(cassandra).strip());
    }
}
