package dev.sluice.examples.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process with Sluice in it, which can be killed, paused and started again. Thread-safe. */
public final class ChildProcess {
    private static final long SECONDS_TO_DIE = 20;
    private static final long SECONDS_TO_LEAVE = 90;

    private final String name;
    private final List<String> command;
    private @Nullable Process process;
    private boolean wanted;
    private int starts;

    /**
     * One that does not run yet.
     *
     * @param name what it is called in messages
     * @param command what starts it
     */
    public ChildProcess(String name, List<String> command) {
        this.name = name;
        this.command = List.copyOf(command);
    }

    /**
     * Starts it unless it runs.
     *
     * @param log where its output is appended
     * @throws IOException if it cannot be started
     */
    public synchronized void start(Path log) throws IOException {
        wanted = true;
        if (process == null || !process.isAlive()) {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            // As the launcher does for a node: otherwise the C library keeps an arena of memory for each thread.
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            process = builder.start();
            starts++;
        }
    }

    /**
     * SIGKILL; returns when it is gone. It stays down until it is started.
     *
     * @throws IOException if it survives
     */
    public synchronized void kill() throws IOException {
        wanted = false;
        if (process != null) {
            process.destroyForcibly();
            await(process, "SIGKILL", SECONDS_TO_DIE);
        }
    }

    /**
     * SIGTERM; returns when it has ended by itself. It stays down until it is started.
     *
     * @throws IOException if it does not end
     */
    public void terminate() throws IOException {
        Process leaving;
        synchronized (this) {
            wanted = false;
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
                        "process " + dying.pid() + " of " + name + " survived " + signal + " for " + seconds + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + name + " to end", e);
        }
    }

    /**
     * Sends a signal, unless it has ended.
     *
     * @param signal as {@code STOP} or {@code CONT}
     * @throws IOException if it cannot be sent
     */
    public synchronized void signal(String signal) throws IOException {
        if (isAlive()) {
            Command.run("kill", "-" + signal, Long.toString(pid().orElseThrow()));
        }
    }

    /** @return whether it runs */
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** @return its id, if it was ever started */
    public synchronized OptionalLong pid() {
        return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
    }

    /** @return its exit code if it has ended by itself, and was not started again */
    public synchronized OptionalInt ended() {
        return wanted && process != null && !process.isAlive()
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /** @return how often it was started */
    public synchronized int starts() {
        return starts;
    }

    /** SIGKILL, without waiting. */
    public synchronized void end() {
        wanted = false;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
