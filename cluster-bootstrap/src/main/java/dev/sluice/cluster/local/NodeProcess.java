package dev.sluice.cluster.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A node's process, which outlives the one that started it: found again by its id, in the file {@code pid}, and by when
 * it started, since ids are used again.
 */
final class NodeProcess {
    private static final int LOG_END = 2000;

    private final Path folder;
    private final ProcessHandle process;

    private NodeProcess(Path folder, ProcessHandle process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * @param folder for its log and its id
     * @param command what to run
     * @param environment what to add to this process's environment
     * @throws IOException if it cannot be started
     */
    static NodeProcess start(Path folder, List<String> command, Map<String, String> environment) throws IOException {
        Files.createDirectories(folder);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        ProcessHandle process = builder.start().toHandle();
        Files.writeString(folder.resolve("started"), started(process));
        Files.writeString(folder.resolve("pid"), process.pid() + "\n");
        return new NodeProcess(folder, process);
    }

    /** The process that was started on this folder, if it still runs. */
    static Optional<NodeProcess> running(Path folder) throws IOException {
        Path pid = folder.resolve("pid");
        if (!Files.exists(pid)) {
            return Optional.empty();
        }
        String since = Files.readString(folder.resolve("started"));
        return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .filter(process -> process.isAlive() && started(process).equals(since))
                .map(process -> new NodeProcess(folder, process));
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /**
     * Waits for its end, and helps it along with SIGKILL after a while.
     *
     * @return whether it ended by itself
     */
    boolean awaitEnd(Duration patience) throws InterruptedException, IOException {
        boolean alone = ended(patience);
        if (!alone) {
            process.destroyForcibly();
            if (!ended(patience)) {
                throw new IOException("process " + pid() + " survived SIGKILL for " + patience);
            }
        }
        Files.deleteIfExists(folder.resolve("pid"));
        Files.deleteIfExists(folder.resolve("started"));
        return alone;
    }

    private boolean ended(Duration patience) throws InterruptedException {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait for process " + pid(), e);
        }
    }

    static Path log(Path folder) {
        return folder.resolve("log");
    }

    /** The last lines of its log. */
    String endOfLog() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log(folder).toFile(), "r")) {
            long from = Math.max(0, file.length() - LOG_END);
            byte[] end = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(end);
            return new String(end, StandardCharsets.UTF_8);
        }
    }
}
