package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.measure.Order;
import dev.sluice.benchmarks.measure.Result;
import dev.sluice.persistence.Folders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs an order on an engine in a new process. */
final class Trial {
    private static final long MOST_MINUTES = 10;
    private static final int MOST_LINES = 20;

    private final Jvm jvm;

    Trial(Jvm jvm) {
        this.jvm = jvm;
    }

    /**
     * @return the result of each repetition
     * @throws ComparisonException if the process failed; the message has the end of what it wrote
     */
    List<Result> run(Engine engine, String collector, Order order) throws IOException, InterruptedException {
        String what = engine.label() + " on " + order.workload().label();
        List<Result> results = lines(what, folder -> jvm.command(engine, collector, order, folder)).stream()
                .map(Result::parse)
                .filter(Objects::nonNull)
                .toList();
        if (results.isEmpty()) {
            throw new ComparisonException(what + " printed no result");
        }
        return results;
    }

    /** What a process printed. It has a folder of its own as long as it runs. */
    static List<String> lines(String what, Function<Path, List<String>> command)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sluice-bench");
        try {
            return lines(what, folder, command.apply(folder));
        } finally {
            Folders.delete(folder);
        }
    }

    private static List<String> lines(String what, Path folder, List<String> command)
            throws IOException, InterruptedException {
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out)
                .redirectError(err)
                .start();
        Thread atExit = new Thread(process::destroyForcibly); // if the user interrupts us, it must not go on
        Runtime.getRuntime().addShutdownHook(atExit);
        boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(atExit);
        if (!ended || process.exitValue() != 0) {
            String how = ended
                    ? " failed with exit code " + process.exitValue()
                    : " took more than " + MOST_MINUTES + " minutes";
            throw new ComparisonException(what + how + ":" + System.lineSeparator() + end(err.toPath()));
        }
        return Files.readAllLines(out.toPath());
    }

    private static String end(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    }
}
