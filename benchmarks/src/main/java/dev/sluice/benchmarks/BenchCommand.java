package dev.sluice.benchmarks;

import dev.sluice.benchmarks.measure.PlainSubject;
import dev.sluice.benchmarks.measure.SluiceSubject;
import dev.sluice.benchmarks.measure.Subject;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.cluster.CliCommand;
import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.ExitCodes;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice bench}: runs a workload several times and prints a line for each. */
@Command(
        name = "bench",
        description = {
            "Measures how fast a workload runs on this machine: exactly once, with checkpoints, in this process.",
            "Prints a RESULT line for each repetition, after a warm-up that is not printed. See docs/benchmarks.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class BenchCommand implements CliCommand {
    private static final long MAX_KEYS = Integer.MAX_VALUE;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "WORKLOAD",
            converter = Contest.Parser.class,
            completionCandidates = Contest.Labels.class,
            description = "One of ${COMPLETION-CANDIDATES}; plain-... is the same work in a plain Java loop.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Contest contest;

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Events for each repetition, also as 20M (default: 20M).")
    private long events = 20_000_000;

    @Option(
            names = "--keys",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Different keys (default: 1M, for windows 100k).")
    private @Nullable Long keys;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Subtasks per operator, or threads of the plain loop (default: one per core).")
    private long parallelism = Runtime.getRuntime().availableProcessors();

    @Option(names = "--reps", paramLabel = "N", converter = Quantity.class, description = "Repetitions (default: 3).")
    private long reps = 3;

    @Option(
            names = "--warmup-events",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Events of the warm-up (default: half of --events).")
    private @Nullable Long warmupEvents;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "From one checkpoint's beginning to the next's (default: 5s).")
    private Duration checkpointInterval = Duration.ofSeconds(5);

    private @Nullable CliContext context;

    /** For the service loader. */
    public BenchCommand() {}

    @Override
    public void bind(CliContext surroundings) {
        context = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        long wantedKeys = keys == null ? contest.workload().defaultKeys() : keys;
        check("--keys", wantedKeys, MAX_KEYS);
        check("--parallelism", parallelism, 128);
        check("--reps", reps, 1_000_000);
        long warmup = warmupEvents == null ? Math.max(1, events / 2) : warmupEvents;
        CliContext cli = Objects.requireNonNull(context, "bind comes first");
        try (Subject subject = subject()) {
            subject.run(contest.workload(), new Events(warmup, wantedKeys));
            for (int rep = 1; rep <= reps; rep++) {
                System.gc(); // what the run before has left must not be this one's burden
                cli.out()
                        .println(subject.run(contest.workload(), new Events(events, wantedKeys))
                                .line(contest.label(), rep));
                cli.out().flush();
            }
        }
        return ExitCodes.OK;
    }

    private Subject subject() {
        int threads = Math.toIntExact(parallelism);
        return contest.plain() ? new PlainSubject(threads) : new SluiceSubject(threads, checkpointInterval);
    }

    private void check(String option, long value, long most) {
        if (value > most) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), option + " must be at most " + most + ", but is " + value);
        }
    }
}
