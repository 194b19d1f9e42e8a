package dev.sluice.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cluster.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The real command line in a process of its own, which can be killed. What it prints goes to files beside its folder.
 */
public final class SluiceProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private SluiceProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * @param folder its current folder
     * @param arguments the command line after {@code sluice}
     * @return the process, started
     */
    public static SluiceProcess start(Path folder, String... arguments) throws IOException {
        // Surefire hands its forks a jar that only refers to the class path; other launchers hand over the class path
        // itself.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                classPath,
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path logs = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "process");
        Path out = logs.resolve("out");
        Path err = logs.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new SluiceProcess(process, out, err);
    }

    /** Runs a command line to its end. */
    public static Ended run(Path folder, String... arguments) throws Exception {
        try (SluiceProcess process = start(folder, arguments)) {
            return process.waitForEnd();
        }
    }

    /** Waits until the process ends by itself. */
    public Ended waitForEnd() throws Exception {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ended within %d s; it printed %s%s", PATIENCE_SECONDS, out(), err())
                .isTrue();
        return new Ended(process.exitValue(), out(), err());
    }

    /** Waits for the process to print something that matches, or to end. */
    public void waitFor(String regex) {
        Pattern pattern = Pattern.compile(regex);
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !process.isAlive() || pattern.matcher(out()).find());
    }

    /** Lets it run for a while and then sends SIGKILL, unless it has ended by then. */
    public Ended killAfter(Duration delay) throws Exception {
        if (!process.waitFor(delay.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return waitForEnd();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** What it has printed to standard output until now. */
    public String out() {
        return read(out);
    }

    /** What it has printed to standard error until now. */
    public String err() {
        return read(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a process ended. */
    public record Ended(int exitCode, String out, String err) {}
}
