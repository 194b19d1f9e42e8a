package dev.sluice.persistence.cassandra.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a Cassandra server is to run.
 *
 * @param folder where its data, logs, configuration and {@code pid} file lie; made if it is not there. A server started
 *     again on a folder finds its data
 * @param address the IP address it listens at
 * @param nativePort the port for clients
 * @param storagePort the port for other servers, of which it has none; still, it must be free
 * @param classPath the jars of the server, as for {@code java -cp}
 * @param javaHome the JDK 17 it runs on
 * @param heapMegabytes the largest heap; its process takes about twice that under load
 * @param startDeadline how long it may take until it answers
 * @param detached whether it goes on when this JVM ends
 */
public record ServerSettings(
        Path folder,
        String address,
        int nativePort,
        int storagePort,
        String classPath,
        Path javaHome,
        int heapMegabytes,
        Duration startDeadline,
        boolean detached) {
    private static final int HEAP_MEGABYTES = 384;
    private static final Duration START_DEADLINE = Duration.ofSeconds(90);

    public ServerSettings {
        folder = folder.toAbsolutePath().normalize();
        if (nativePort == storagePort) {
            throw new IllegalArgumentException("the ports for clients and for servers are the same: " + nativePort);
        }
        if (classPath.isBlank()) {
            throw new IllegalArgumentException(
                    "the class path of Cassandra is empty: build it with mvn -f cassandra-server/pom.xml generate-resources");
        }
    }

    /**
     * A server on 127.0.0.1 that ends with this JVM, on a JDK 17 that is looked for.
     *
     * @throws IllegalStateException if there is no JDK 17; the message says what to install
     */
    public static ServerSettings of(Path folder, int nativePort, int storagePort, String classPath) {
        return new ServerSettings(
                folder,
                "127.0.0.1",
                nativePort,
                storagePort,
                classPath,
                Jdk17.find(),
                HEAP_MEGABYTES,
                START_DEADLINE,
                false);
    }

    /** The same, but going on when this JVM ends. */
    public ServerSettings asDetached() {
        return new ServerSettings(
                folder, address, nativePort, storagePort, classPath, javaHome, heapMegabytes, startDeadline, true);
    }

    Path log() {
        return folder.resolve("server.out");
    }

    Path pidFile() {
        return folder.resolve("pid");
    }
}
