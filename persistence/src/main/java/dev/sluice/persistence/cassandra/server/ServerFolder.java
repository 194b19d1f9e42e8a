package dev.sluice.persistence.cassandra.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a server finds in its folder, and the command that starts it there. */
final class ServerFolder {
    private final ServerSettings settings;
    private final Path configuration;
    private final Path logging;

    ServerFolder(ServerSettings settings) {
        this.settings = settings;
        configuration = settings.folder().resolve("cassandra.yaml");
        logging = settings.folder().resolve("logback.xml");
    }

    /** Writes the configuration anew, for the ports may be others than last time. */
    void prepare() throws IOException {
        Files.createDirectories(settings.folder());
        Files.writeString(
                configuration,
                resource("cassandra.yaml")
                        .replace("@address@", settings.address())
                        .replace("@native-port@", Integer.toString(settings.nativePort()))
                        .replace("@storage-port@", Integer.toString(settings.storagePort())));
        Files.writeString(logging, resource("logback.xml"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ServerFolder.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("resource " + name + " is missing from the jar of persistence");
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(settings.javaHome().resolve("bin/java").toString());
        command.addAll(List.of(
                "-Xms64m",
                "-Xmx" + settings.heapMegabytes() + "m",
                "-XX:MaxDirectMemorySize=160m",
                "-XX:+UseSerialGC", // small heaps, few cores
                "-XX:TieredStopAtLevel=1", // up a second sooner, and no compiler threads beside the job's
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-Dcassandra.config=" + configuration.toUri(),
                "-Dcassandra.storagedir=" + settings.folder(),
                "-Dcassandra.logdir=" + settings.folder().resolve("logs"),
                "-Dlogback.configurationFile=" + logging,
                "-Dcassandra.shutdown_announce_in_ms=0", // there is nobody to announce it to
                "-Djava.io.tmpdir=" + settings.folder(), // native libraries are unpacked there, and left by SIGKILL
                "-cp",
                settings.classPath(),
                "org.apache.cassandra.service.CassandraDaemon"));
        return command;
    }

    /** The last lines of what the server has said, for error messages. */
    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(settings.log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(" + settings.log() + " cannot be read: " + e + ")";
        }
    }
}
