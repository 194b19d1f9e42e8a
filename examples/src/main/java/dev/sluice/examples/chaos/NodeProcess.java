package dev.sluice.examples.chaos;

import dev.sluice.examples.process.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** The process of a node, which can be killed, paused and started again. Thread-safe. */
final class NodeProcess {
    private final URI management;
    private final String member;
    private final Path log;
    private final ChildProcess process;
    private boolean answering;

    /**
     * @param management where it answers HTTP
     * @param member what it is called in the cluster: {@code host:port}
     * @param command what starts it
     * @param log where its output is appended
     */
    NodeProcess(URI management, String member, List<String> command, Path log) {
        this.management = management;
        this.member = member;
        this.log = log;
        process = new ChildProcess(member, command);
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
        process.start(log);
        answering = true;
    }

    /** SIGKILL; returns when it is gone. It stays down until it is started. */
    synchronized void kill() throws IOException {
        answering = false;
        process.kill();
    }

    /** SIGTERM; returns when it has left the cluster and ended by itself. It stays down until it is started. */
    void leave() throws IOException {
        synchronized (this) {
            answering = false;
        }
        process.terminate();
    }

    /** SIGSTOP. */
    synchronized void pause() throws IOException {
        answering = false;
        process.signal("STOP");
    }

    /** SIGCONT. */
    synchronized void resume() throws IOException {
        process.signal("CONT");
        answering = true;
    }

    /** Whether somebody who asks it may hope for an answer. */
    synchronized boolean answering() {
        return answering && process.isAlive();
    }

    /** @param now whether it can be reached */
    synchronized void reachable(boolean now) {
        answering = now;
    }

    /** @return its exit code if it has ended by itself, and was not started again */
    OptionalInt ended() {
        return process.ended();
    }

    /**
     * Starts it again if it has ended by itself.
     *
     * @return its exit code if so
     */
    synchronized OptionalInt startIfEnded() throws IOException {
        OptionalInt exitCode = ended();
        if (exitCode.isPresent()) {
            process.start(log);
        }
        return exitCode;
    }

    /** How often it was started. */
    int starts() {
        return process.starts();
    }

    /** SIGKILL, without waiting. */
    synchronized void end() {
        answering = false;
        process.end();
    }
}
