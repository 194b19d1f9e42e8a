package dev.sluice.persistence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A main class of the tests in a JVM of its own, to be killed. */
public final class ForkedJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    public ForkedJvm(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = process.inputReader();
    }

    public long pid() {
        return process.pid();
    }

    /** The next line it prints; null when it has ended. */
    public String readLine() throws IOException {
        return lines.readLine();
    }

    /** Hands over the lines it still prints, until it has ended. */
    public void forEachLine(Consumer<String> consumer) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                consumer.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. What it has printed can still be read, which it could not if {@link Process} were asked to do this. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    public void awaitEnd() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("process " + process.pid() + " did not end");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        awaitEnd();
    }
}
