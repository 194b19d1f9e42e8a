package dev.sluice.examples.chaos;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process of a node, which can be killed, paused and started again. Thread-safe. */
final class NodeProcess {
    private static final long SECONDS_TO_DIE = 20;
    private static final long SECONDS_TO_LEAVE = 90;

    private final URI management;
    private final String member;
    private final List<String> command;
    private final Path log;
    private @Nullable Process process;
    private boolean wanted;
    private boolean answering;
    private int starts;

    /**
     * @param management where it answers HTTP
     * @param member what it is called in the cluster: {@code host:port}
     * @param command what starts it
     * @param log where its output is appended
     */
    NodeProcess(URI management, String member, List<String> command, Path log) {
        this.management = management;
        this.member = member;
        this.command = command;
        this.log = log;
    }

    URI management() {
        return management;
    }

    String member() {
        return member;
    }

    Path log() {
        return log;
    }

    /** Starts it unless it runs. */
    synchronized void start() throws IOException {
        wanted = true;
        if (process == null || !process.isAlive()) {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            process = builder.start();
            starts++;
        }
        answering = true;
    }

    /** SIGKILL; returns when it is gone. It stays down until it is started. */
    synchronized void kill() throws IOException {
        wanted = false;
        answering = false;
        if (process != null) {
            process.destroyForcibly();
            await(process, "SIGKILL", SECONDS_TO_DIE);
        }
    }

    /** SIGTERM; returns when it has left the cluster and ended by itself. It stays down until it is started. */
    void leave() throws IOException {
        Process leaving;
        synchronized (this) {
            wanted = false;
            answering = false;
            leaving = process;
        }
        if (leaving != null) {
            leaving.destroy();
            await(leaving, "SIGTERM", SECONDS_TO_LEAVE);
        }
    }

    private void await(Process dying, String signal, long seconds) throws IOException {
        try {
            if (!dying.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IOException(
                        "process " + dying.pid() + " of " + member + " survived " + signal + " for " + seconds + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + member + " to end", e);
        }
    }

    /** SIGSTOP. */
    synchronized void pause() throws IOException {
        answering = false;
        signal("STOP");
    }

    /** SIGCONT. */
    synchronized void resume() throws IOException {
        signal("CONT");
        answering = true;
    }

    private void signal(String name) throws IOException {
        if (process != null && process.isAlive()) {
            Command.run("kill", "-" + name, Long.toString(process.pid()));
        }
    }

    /** Whether somebody who asks it may hope for an answer. */
    synchronized boolean answering() {
        return answering && process != null && process.isAlive();
    }

    /** @param now whether it can be reached */
    synchronized void reachable(boolean now) {
        answering = now;
    }

    /** @return its exit code if it has ended by itself, and was not started again */
    synchronized OptionalInt ended() {
        return wanted && process != null && !process.isAlive()
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /**
     * Starts it again if it has ended by itself.
     *
     * @return its exit code if so
     */
    synchronized OptionalInt startIfEnded() throws IOException {
        OptionalInt exitCode = ended();
        if (exitCode.isPresent()) {
            boolean before = answering;
            start();
            answering = before;
        }
        return exitCode;
    }

    /** How often it was started. */
    synchronized int starts() {
        return starts;
    }

    /** SIGKILL, without waiting. */
    synchronized void end() {
        wanted = false;
        answering = false;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
