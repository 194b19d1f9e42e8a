package dev.sluice.persistence.cassandra.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for a JDK 17: Cassandra 5.0 is made for 11 and 17, and on 24 and newer it cannot start, because it sets a
 * security manager.
 */
final class Jdk17 {
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"17[.\"]");
    private static final List<Path> USUAL = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"));

    private Jdk17() {}

    /** The home of a JDK 17: JAVA_HOME, the JVM this runs in, or where JDKs usually are. */
    static Path find() {
        return Stream.concat(
                        Stream.of(System.getenv("JAVA_HOME"), System.getProperty("java.home"))
                                .filter(Objects::nonNull)
                                .map(Path::of),
                        USUAL.stream().flatMap(Jdk17::children))
                .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
                .filter(Jdk17::is17)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no JDK 17 found, which Cassandra needs: install one (Debian: apt-get install"
                                + " openjdk-17-jdk-headless; others: https://adoptium.net) or point JAVA_HOME at one"));
    }

    static boolean is17(Path home) {
        try {
            return Files.isExecutable(home.resolve("bin/java"))
                    && VERSION.matcher(Files.readString(home.resolve("release")))
                            .find();
        } catch (IOException e) {
            return false;
        }
    }

    private static Stream<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for a JDK 17 in " + folder, e);
        }
    }
}
