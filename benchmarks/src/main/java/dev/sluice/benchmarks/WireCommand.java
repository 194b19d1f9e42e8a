package dev.sluice.benchmarks;

import dev.sluice.benchmarks.wire.Receiver;
import dev.sluice.benchmarks.wire.WireRun;
import dev.sluice.cluster.ExitCodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sluice bench wire}: how fast records get to another process. */
@Command(
        name = "wire",
        description = {
            "Measures how fast records of 100 bytes get to another process on this machine, serialized and read again:",
            "beside the bytes that a plain connection of Akka Streams moves, and beside Artery. Then how long a record",
            "takes at a rate. See docs/benchmarks.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class WireCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private BenchCommand bench;

    @Option(
            names = "--time",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "For each measurement (default: 4s).")
    private Duration time = Duration.ofSeconds(4);

    @Option(names = "--reps", paramLabel = "N", converter = Quantity.class, description = "Rounds (default: 3).")
    private long reps = 3;

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Records per second when the time of a hop is measured (default: 50k).")
    private long rate = 50_000;

    @Option(names = "--receive", hidden = true)
    private boolean receive;

    WireCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = bench.context().out();
        if (receive) {
            Receiver.run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out);
        } else {
            new WireRun(time.toNanos() / NANOS, Math.toIntExact(reps), rate).run(receiver(), out);
        }
        return ExitCodes.OK;
    }

    /** This program once more, with the same flags. */
    private static List<String> receiver() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.sluice.cluster.Main", "bench", "wire", "--receive"));
        return command;
    }
}
