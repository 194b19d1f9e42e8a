package dev.sluice.examples.flights;

import dev.sluice.api.Parameters;
import dev.sluice.cluster.CliCommand;
import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.JobResult;
import dev.sluice.cluster.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice demo}: the flight job on the bundled data, and a table of what it found. */
@Command(
        name = "demo",
        description = {
            "Finds the worst airport-hours of January 2001 in half a million real flights.",
            "Kill it in the middle (kill -9, if you like) and start it again: it resumes, and the result is the same. "
                    + "Slow it down with --rate 50000 to have the time."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DemoCommand implements CliCommand {
    private static final int ROWS = 15;
    private static final int FLIGHTS_AT_LEAST = 10;
    private static final String FOLDER = ".sluice/demo";

    @Mixin
    private final RunOptions options = new RunOptions();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where the result is written (default: " + FOLDER + "/output).")
    private String output = FOLDER + "/output";

    private @Nullable CliContext context;

    /** For the service loader. */
    public DemoCommand() {}

    @Override
    public void bind(CliContext surroundings) {
        context = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        CliContext cli = Objects.requireNonNull(context, "bind comes first");
        Path input = BundledData.unpack(
                BundledData.FLIGHTS, cli.environment().resolve(FOLDER).resolve("input"));
        Path folder = cli.environment().resolve(output);
        Path storage = cli.environment().resolve(options.storage().orElse(FOLDER + "/state"));
        JobResult result = cli.runner()
                .run(
                        new FlightDelays(),
                        Parameters.of("input", input.toString(), "output", folder.toString()),
                        options,
                        storage);
        if (result.finished() && !options.quiet()) {
            report(cli, result, folder);
        }
        return result.exitCode();
    }

    private static void report(CliContext cli, JobResult result, Path folder) throws IOException {
        cli.out()
                .printf(
                        Locale.ROOT,
                        "%nThe %d worst airport-hours of January 2001 (of those with at least %d flights, by mean delay):%n%n",
                        ROWS,
                        FLIGHTS_AT_LEAST);
        cli.out().print(DelayTable.of(WorstHours.of(folder, FLIGHTS_AT_LEAST, ROWS), Airport.all()));
        cli.out()
                .printf(
                        Locale.ROOT,
                        "%n%,d flights in %.1f s (%,.0f/s), %d checkpoints%s; all airport-hours: %s%n",
                        result.progress().recordsRead(),
                        result.elapsed().toMillis() / 1000.0,
                        result.rate(),
                        result.progress().checkpointsCompleted(),
                        result.resumed() ? ", resumed" : "",
                        cli.environment().shorten(folder));
        cli.out().flush();
    }
}
