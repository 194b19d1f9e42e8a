package dev.sluice.persistence.cassandra.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Apache Cassandra server in a JVM of its own: one node, one data centre ({@code datacenter1}), its data in a
 * folder. It can be stopped, killed, frozen and started again. For one thread at a time; its methods block.
 */
public final class CassandraServer implements AutoCloseable {
    /** The name every such server gives its data centre. */
    public static final String DATACENTER = "datacenter1";

    private static final Pattern IDENTITY = Pattern.compile("(\\d{1,18}) .*");
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);

    private final ServerSettings settings;
    private final ServerFolder folder;
    private final @Nullable Thread endWithThisJvm;
    private volatile ProcessHandle process;

    private CassandraServer(ServerSettings settings, ProcessHandle process) {
        this.settings = settings;
        this.folder = new ServerFolder(settings);
        this.process = process;
        endWithThisJvm = settings.detached() ? null : new Thread(() -> this.process.destroyForcibly());
        if (endWithThisJvm != null) {
            Runtime.getRuntime().addShutdownHook(endWithThisJvm);
        }
    }

    /**
     * Starts a server, and returns when it answers clients.
     *
     * @throws IOException if it ends before, or does not answer within {@link ServerSettings#startDeadline}; the
     *     message has the end of its log
     */
    public static CassandraServer start(ServerSettings settings) throws IOException {
        CassandraServer server = new CassandraServer(settings, launch(settings));
        server.awaitAnswer();
        return server;
    }

    /** The server that was started on this folder, by whatever process, if it still runs. */
    public static Optional<CassandraServer> running(ServerSettings settings) throws IOException {
        if (!Files.exists(settings.pidFile())) {
            return Optional.empty();
        }
        String identity = Files.readString(settings.pidFile()).trim();
        Matcher form = IDENTITY.matcher(identity);
        return form.matches()
                ? ProcessHandle.of(Long.parseLong(form.group(1)))
                        .filter(process ->
                                process.isAlive() && identity(process).equals(identity))
                        .map(process -> new CassandraServer(settings, process))
                : Optional.empty();
    }

    private static ProcessHandle launch(ServerSettings settings) throws IOException {
        if (running(settings.asDetached()).isPresent()) {
            throw new IOException("a Cassandra server runs on " + settings.folder() + " already: process "
                    + Files.readString(settings.pidFile()).trim());
        }
        requireFree(settings, settings.nativePort());
        requireFree(settings, settings.storagePort());
        ServerFolder folder = new ServerFolder(settings);
        folder.prepare();
        ProcessBuilder builder = new ProcessBuilder(folder.command())
                .directory(settings.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(settings.log().toFile());
        // Not what this JVM was started with: flags in them may be of a newer JDK.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
        ProcessHandle process = builder.start().toHandle();
        Files.writeString(settings.pidFile(), identity(process) + "\n");
        return process;
    }

    /** Else whoever has the port would be taken for the server. */
    private static void requireFree(ServerSettings settings, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.address(), port));
        } catch (BindException e) {
            throw new IOException(
                    "port " + port + " of " + settings.address()
                            + ", which Cassandra is to use, is in use: choose another",
                    e);
        }
    }

    /** Its id and when it started: ids are used again. */
    private static String identity(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Instant::toString).orElse("");
    }

    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + settings.startDeadline().toNanos();
        while (!CqlProbe.answers(address(), PROBE_TIMEOUT)) {
            if (awaitEnd(PROBE_INTERVAL)) {
                throw new IOException("Cassandra ended before it answered; its log " + settings.log() + " ends with:\n"
                        + folder.lastLines());
            }
            if (System.nanoTime() - deadline > 0) {
                close();
                throw new IOException("Cassandra did not answer at " + address() + " within " + settings.startDeadline()
                        + "; its log " + settings.log() + " ends with:\n" + folder.lastLines());
            }
        }
    }

    private boolean awaitEnd(Duration atMost) throws IOException {
        try {
            process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for Cassandra, process " + process.pid(), e);
        } catch (ExecutionException e) {
            throw new IOException("cannot wait for Cassandra, process " + process.pid(), e);
        }
    }

    public ServerSettings settings() {
        return settings;
    }

    /** Where clients connect to. */
    public InetSocketAddress address() {
        return new InetSocketAddress(settings.address(), settings.nativePort());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Ends it without mercy (SIGKILL), and returns when it is gone. What it has acknowledged is in its commit log. */
    public void kill() throws IOException {
        process.destroyForcibly();
        if (!awaitEnd(STOP_DEADLINE)) {
            throw new IOException("Cassandra, process " + process.pid() + ", survived SIGKILL for " + STOP_DEADLINE);
        }
    }

    /** Stops its process where it is (SIGSTOP): its connections stay, and nothing answers. */
    public void pause() throws IOException {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause} (SIGCONT). */
    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        try {
            if (kill.waitFor() != 0) {
                throw new IOException("cannot send SIG" + name + " to Cassandra, process " + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending SIG" + name + " to Cassandra", e);
        }
    }

    /** Starts it again on its data, after ending it if it runs, and returns when it answers. */
    public void restart() throws IOException {
        stop();
        process = launch(settings);
        awaitAnswer();
    }

    private void stop() throws IOException {
        if (process.isAlive()) {
            resume(); // a paused process does not hear SIGTERM
            process.destroy();
            if (!awaitEnd(STOP_DEADLINE)) {
                kill();
            }
        }
    }

    /** Ends it (SIGTERM, after a while SIGKILL), and returns when it is gone. Its data stays. */
    @Override
    public void close() throws IOException {
        stop();
        Files.deleteIfExists(settings.pidFile());
        if (endWithThisJvm != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(endWithThisJvm);
            } catch (IllegalStateException e) {
                return; // this JVM is ending already
            }
        }
    }
}
