package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.sluice.persistence.cassandra.server.CassandraServer;
import dev.sluice.persistence.cassandra.server.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** One Cassandra server for all tests of a JVM, with a keyspace for each test class. */
public final class TestCassandra {
    private TestCassandra() {}

    private static final class Shared {
        static final CassandraServer SERVER = start();

        private static CassandraServer start() {
            try {
                return CassandraServer.start(settings("shared"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The shared server, started when first asked for. Who stops it starts it again. */
    public static CassandraServer server() {
        return Shared.SERVER;
    }

    /** Settings for a server of one's own, on ports that are free now. */
    public static ServerSettings settings(String name) throws IOException {
        Path folder = Path.of("target", "cassandra-" + name);
        deleteAll(folder); // of an earlier run: the end of a JVM leaves no time for it
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return ServerSettings.of(folder, one.getLocalPort(), two.getLocalPort(), classPath());
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String classPath() throws IOException {
        Path file = Path.of(System.getProperty("sluice.cassandra.classpath", "../cassandra-server/target/classpath"));
        if (!Files.exists(file)) {
            throw new IOException(file + " is missing: mvn -f cassandra-server/pom.xml generate-resources makes it");
        }
        return Files.readString(file).trim();
    }

    /** A session that comes back quickly when the server does. */
    public static CqlSession session() {
        return CqlSession.builder()
                .addContactPoint(server().address())
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
                        .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
                        .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(1))
                        .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false)
                        .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false)
                        .withBoolean(DefaultDriverOption.CONNECTION_WARN_INIT_ERROR, false)
                        .build())
                .build();
    }

    /** The keyspace of a test class, with all tables. */
    public static String keyspace(CqlSession session, Class<?> test) {
        String keyspace = "t_" + test.getSimpleName().toLowerCase(Locale.ROOT);
        new CassandraSchema(keyspace, CassandraSchema.SINGLE)
                .create(session)
                .toCompletableFuture()
                .join();
        return keyspace;
    }

    /** The configuration of an actor system that uses the shared server. */
    public static Config config(String keyspace, String more) {
        return CassandraConfig.load(ConfigFactory.parseString(more)
                .withFallback(ConfigFactory.parseMap(Map.of(
                        "sluice.cassandra.contact-points",
                        List.of("127.0.0.1:" + server().settings().nativePort()),
                        "sluice.cassandra.keyspace",
                        keyspace,
                        "akka.loglevel",
                        "WARNING",
                        "akka.actor.allow-java-serialization",
                        "off"))));
    }
}
