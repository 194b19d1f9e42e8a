package dev.sluice.benchmarks;

import dev.sluice.benchmarks.compare.ComparisonException;
import dev.sluice.benchmarks.measure.Order;
import dev.sluice.benchmarks.measure.PlainSubject;
import dev.sluice.benchmarks.measure.SluiceSubject;
import dev.sluice.benchmarks.measure.Subject;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.Workload;
import dev.sluice.cluster.CliCommand;
import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.ExitCodes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice bench}: runs a workload several times and prints a line for each. */
@Command(
        name = "bench",
        description = {
            "Measures how fast a workload runs on this machine: exactly once, with checkpoints, in this process.",
            "Prints a RESULT line for each repetition, after a warm-up that is not printed. With --all, --peers or",
            "several workloads, runs each on several engines in turn and prints a table. See docs/benchmarks.md."
        },
        subcommands = {
            LatencyCommand.class,
            CheckpointCostCommand.class,
            RecoveryCommand.class,
            MemoryCommand.class,
            SnapshotPauseCommand.class,
            LargeStateCommand.class,
            UnalignedCommand.class,
            WireCommand.class
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class BenchCommand implements CliCommand {
    private static final long MAX_KEYS = Integer.MAX_VALUE;
    private static final long MAX_PARALLELISM = 128;
    private static final long MAX_REPS = 1_000_000;
    private static final long DEFAULT_EVENTS = 20_000_000;
    private static final long DEFAULT_REPS = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "WORKLOAD",
            arity = "0..*",
            completionCandidates = Labels.class,
            description = "One of ${COMPLETION-CANDIDATES}; plain-... is the same work in a plain Java loop.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Events for each repetition, also as 20M (default: 20M).")
    private @Nullable Long events;

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

    @Option(
            names = "--reps",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Repetitions, of each process where engines are compared (default: 3; 2).")
    private @Nullable Long reps;

    @Option(
            names = "--warmup-events",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Events of the warm-up (default: half of --events).")
    private @Nullable Long warmupEvents;

    @Option(
            names = "--warmup-time",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "Warm up again until this time is over (default: once).")
    private Duration warmupTime = Duration.ZERO;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "From one checkpoint's beginning to the next's (default: 5s).")
    private Duration checkpointInterval = Duration.ofSeconds(5);

    @Mixin
    private SideBySide side = new SideBySide();

    private @Nullable CliContext context;

    /** For the service loader. */
    public BenchCommand() {}

    @Override
    public void bind(CliContext surroundings) {
        context = surroundings;
    }

    CliContext context() {
        return Objects.requireNonNull(context, "bind comes first");
    }

    @Override
    public Integer call() throws Exception {
        CliContext cli = context();
        check("--parallelism", parallelism, MAX_PARALLELISM);
        if (side.wanted() || names.size() > 1) {
            if (keys != null || events != null || warmupEvents != null) {
                throw wrong("where engines are compared, each row has keys and events of its own: use --events-factor");
            }
            return compare(cli);
        }
        if (names.isEmpty()) {
            throw wrong("name a WORKLOAD, or give --all; there are " + String.join(", ", Contest.labels()));
        }
        Contest contest = Contest.named(names.get(0));
        if (contest == null) {
            throw wrong("\"" + names.get(0) + "\" is none of " + String.join(", ", Contest.labels()));
        }
        try (Subject subject = subject(contest)) {
            order(contest.workload()).carryOut(subject, contest.label(), cli.out());
        }
        return ExitCodes.OK;
    }

    private int compare(CliContext cli) throws IOException, InterruptedException {
        try {
            side.run(names, Math.toIntExact(parallelism), checkpointInterval, reps, spec, cli);
            return ExitCodes.OK;
        } catch (ComparisonException e) {
            cli.err().println("sluice: " + e.getMessage());
            return ExitCodes.JOB_FAILED;
        }
    }

    private Order order(Workload workload) {
        long wantedKeys = keys == null ? workload.defaultKeys() : keys;
        long wantedEvents = events == null ? DEFAULT_EVENTS : events;
        long warmup = warmupEvents == null ? Math.max(1, wantedEvents / 2) : warmupEvents;
        long wantedReps = reps == null ? DEFAULT_REPS : reps;
        check("--keys", wantedKeys, MAX_KEYS);
        check("--reps", wantedReps, MAX_REPS);
        return new Order(
                workload,
                new Events(wantedEvents, wantedKeys),
                new Events(warmup, wantedKeys),
                warmupTime,
                Math.toIntExact(parallelism),
                Math.toIntExact(wantedReps),
                checkpointInterval);
    }

    private Subject subject(Contest contest) {
        int threads = Math.toIntExact(parallelism);
        return contest.plain() ? new PlainSubject(threads) : new SluiceSubject(threads, checkpointInterval);
    }

    private void check(String option, long value, long most) {
        if (value > most) {
            throw wrong(option + " must be at most " + most + ", but is " + value);
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /** For the help. */
    static final class Labels extends ArrayList<String> {
        Labels() {
            super(Contest.labels());
        }
    }
}
