package dev.sluice.benchmarks;

import dev.sluice.benchmarks.compare.ComparisonException;
import dev.sluice.benchmarks.compare.Latencies;
import dev.sluice.benchmarks.latency.LatencyJob;
import dev.sluice.benchmarks.latency.LatencyLine;
import dev.sluice.benchmarks.latency.LatencyOrder;
import dev.sluice.benchmarks.latency.LatencyRun;
import dev.sluice.benchmarks.measure.SluiceSubject;
import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.ExitCodes;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sluice bench latency}: how long an event takes to the sink at a fixed rate. */
@Command(
        name = "latency",
        description = {
            "Measures how long an event takes from when it is due to the sink: a running sum per key at a fixed rate.",
            "Prints a LATENCY line, in milliseconds. With --peers, one for each engine. See docs/benchmarks.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LatencyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private BenchCommand bench;

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Events per second (default: 100k).")
    private long rate = 100_000;

    @Option(names = "--keys", paramLabel = "N", converter = Quantity.class, description = "Keys (default: 100k).")
    private long keys = 100_000;

    @Mixin
    private ParallelismOption parallelism = new ParallelismOption();

    @Option(
            names = "--warmup",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "Outputs are not looked at so long (default: 10s).")
    private Duration warmup = Duration.ofSeconds(10);

    @Option(
            names = "--time",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "How long they are after that (default: 20s).")
    private Duration time = Duration.ofSeconds(20);

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "From one checkpoint's beginning to the next's (default: 1s).")
    private Duration checkpointInterval = Duration.ofSeconds(1);

    @Option(
            names = "--peers",
            description = "Measure Apache Flink and Hazelcast Jet too, each under several collectors.")
    private boolean peers;

    @Option(names = "--heap", paramLabel = "SIZE", description = "Of each process, with --peers (default: 4g).")
    private String heap = "4g";

    LatencyCommand() {}

    @Override
    public Integer call() throws Exception {
        CliContext cli = bench.context();
        LatencyOrder order = new LatencyOrder(rate, keys, parallelism.value(), warmup, time, checkpointInterval);
        if (peers) {
            try {
                Latencies.compare(order, heap, SideBySide.peersClasspath(spec), cli.out());
            } catch (ComparisonException e) {
                cli.err().println("sluice: " + e.getMessage());
                return ExitCodes.JOB_FAILED;
            }
            return ExitCodes.OK;
        }
        LatencyRun run = order.run();
        try (SluiceSubject sluice = new SluiceSubject(order.parallelism(), checkpointInterval)) {
            sluice.run(new LatencyJob(run));
        }
        cli.out().println(LatencyLine.of("sluice", rate, run.latencies()));
        return ExitCodes.OK;
    }
}
