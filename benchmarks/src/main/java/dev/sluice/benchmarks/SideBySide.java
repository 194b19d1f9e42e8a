package dev.sluice.benchmarks;

import dev.sluice.benchmarks.compare.Engine;
import dev.sluice.benchmarks.compare.Plan;
import dev.sluice.benchmarks.compare.Report;
import dev.sluice.benchmarks.compare.Row;
import dev.sluice.cluster.CliContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code sluice bench} that compare engines. */
final class SideBySide {
    /** Where the project is, set by the launcher. */
    static final String HOME = "sluice.home";

    /** The file with the class path of the peers, set by the launcher once it has built them. */
    static final String PEERS = "sluice.peers";

    private static final double QUICK = 0.1;
    private static final long DEFAULT_REPS = 2;
    private static final Duration WARMUP = Duration.ofSeconds(8);

    @Option(names = "--all", description = "Compare engines in every workload.")
    private boolean all;

    @Option(names = "--peers", description = "Compare with Apache Flink and Hazelcast Jet too (built on first use).")
    private boolean peers;

    @Option(
            names = "--engines",
            paramLabel = "NAME",
            split = ",",
            converter = EngineName.class,
            description = "Only these of sluice, flink, jet, plain.")
    private List<Engine> engines = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = Quantity.class,
            description = "How often each engine has its turn, in a new process each time (default: 3).")
    private @Nullable Long rounds;

    @Option(
            names = "--events-factor",
            paramLabel = "X",
            description = "Multiplies the events of each repetition (default: 1).")
    private @Nullable Double factor;

    @Option(
            names = "--quick",
            description = "A tenth of the events, one round, no long warm-up: to see that all works.")
    private boolean quick;

    @Option(names = "--heap", paramLabel = "SIZE", description = "Of each process (default: ${DEFAULT-VALUE}).")
    private String heap = "4g";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Of the files in benchmarks/results (default: date and time).")
    private @Nullable String name;

    boolean wanted() {
        return all || peers || !engines.isEmpty();
    }

    void run(
            List<String> names,
            int parallelism,
            Duration checkpointInterval,
            @Nullable Long reps,
            CommandSpec spec,
            CliContext cli)
            throws IOException, InterruptedException {
        double times = factor == null ? quick ? QUICK : 1 : factor;
        if (!(times > 0)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--events-factor must be above 0");
        }
        long defaultReps = quick ? 1 : DEFAULT_REPS;
        Plan plan = new Plan(
                rows(names, spec).stream().map(row -> row.scaled(times)).toList(),
                participants(),
                Math.toIntExact(rounds == null ? quick ? 1 : 3 : rounds),
                Math.toIntExact(reps == null ? defaultReps : reps),
                quick ? Duration.ZERO : WARMUP,
                parallelism,
                checkpointInterval,
                heap);
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        String file = name == null ? now.format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm")) : name;
        Path home = Path.of(System.getProperty(HOME, ""));
        Path results = home.resolve("benchmarks").resolve("results");
        // The picture in the README is of everything, and not of a trial.
        boolean forReadme = all && peers && !quick && engines.isEmpty();
        Path svg = forReadme ? home.resolve("docs").resolve("benchmarks.svg") : results.resolve(file + ".svg");
        String classpath = plan.engines().stream().anyMatch(Engine::peer) ? peersClasspath(spec) : "";
        Report.make(plan, classpath, now.toString(), results.resolve(file + ".json"), svg, cli.out(), cli.err());
    }

    private List<Row> rows(List<String> names, CommandSpec spec) {
        List<Row> known = Row.of(Workloads.all());
        if (all == !names.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), all ? "give WORKLOADs or --all, not both" : "name WORKLOADs, or give --all");
        }
        List<Row> rows = all ? known : new ArrayList<>();
        for (String wanted : names) {
            rows.add(known.stream()
                    .filter(row -> row.label().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new CommandLine.ParameterException(
                            spec.commandLine(),
                            "\"" + wanted + "\" is none of "
                                    + String.join(
                                            ", ", known.stream().map(Row::label).toList()))));
        }
        return rows;
    }

    private List<Engine> participants() {
        if (!engines.isEmpty()) {
            return engines;
        }
        return Arrays.stream(Engine.values())
                .filter(engine -> peers || !engine.peer())
                .toList();
    }

    /** The class path of the peers, which the launcher has built. */
    static String peersClasspath(CommandSpec spec) throws IOException {
        String file = System.getProperty(PEERS);
        if (file == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "the peers are not on hand: start this with the script ./sluice and --peers, which builds them");
        }
        return Files.readString(Path.of(file)).trim();
    }

    private static final class EngineName implements ITypeConverter<Engine> {
        @Override
        public Engine convert(String text) {
            return Arrays.stream(Engine.values())
                    .filter(engine -> engine.label().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is none of "
                            + String.join(
                                    ", ",
                                    Arrays.stream(Engine.values())
                                            .map(Engine::label)
                                            .toList())));
        }
    }
}
