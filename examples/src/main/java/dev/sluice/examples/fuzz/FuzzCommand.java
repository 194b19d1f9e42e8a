package dev.sluice.examples.fuzz;

import dev.sluice.cluster.CliCommand;
import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.cluster.Logging;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice fuzz}. */
@Command(
        name = "fuzz",
        description = {
            "Runs small random jobs (operators, windows, triggers, lateness, joins, parallelism), which fail at random "
                    + "records, and compares their results with a naive computation.",
            "The same seed makes the same jobs."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class FuzzCommand implements CliCommand {
    @Option(names = "--cases", paramLabel = "N", description = "How many jobs (default: 1000).")
    private int cases = 1_000;

    @Option(names = "--seed", paramLabel = "S", description = "Makes the jobs (default: the time).")
    private long seed = System.currentTimeMillis();

    @Option(names = "--first", paramLabel = "N", description = "The number of the first job (default: 0).")
    private int first;

    private @Nullable CliContext context;

    /** For the service loader. */
    public FuzzCommand() {}

    @Override
    public void bind(CliContext surroundings) {
        context = surroundings;
    }

    @Override
    public Integer call() {
        CliContext here = Objects.requireNonNull(context);
        if (cases < 1 || first < 0) {
            throw new CommandException(
                    ExitCodes.USAGE,
                    "--cases must be 1 or more and --first 0 or more, but they are " + cases + " and " + first);
        }
        Logging.errorsOnly();
        here.out().println(cases + " jobs of seed " + seed);
        here.out().flush();
        int wrong = new FuzzRun(seed, first, cases).run(here.out());
        here.out().println(wrong == 0 ? "all results are right" : wrong + " of " + cases + " are WRONG");
        return wrong == 0 ? ExitCodes.OK : ExitCodes.JOB_FAILED;
    }
}
