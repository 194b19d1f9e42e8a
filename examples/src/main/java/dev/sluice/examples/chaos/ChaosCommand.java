package dev.sluice.examples.chaos;

import dev.sluice.cluster.CliCommand;
import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.examples.process.StoppedException;
import dev.sluice.persistence.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice chaos}. */
@Command(
        name = "chaos",
        description = {
            "Runs jobs on a cluster of real processes, kills, pauses and cuts off its nodes and its Cassandra, and "
                    + "looks whether the results are exact.",
            "What happens when is made from the seed and printed first. Links are cut on Linux as root: docs/chaos.md"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ChaosCommand implements CliCommand {
    private static final int FEWEST_NODES = 3;
    private static final int MOST_NODES = 9;
    private static final String FOLDER = ".sluice/chaos";

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes, from 3 to 9 (default: 3).")
    private int nodes = FEWEST_NODES;

    @Option(names = "--minutes", paramLabel = "M", description = "How long they are disturbed (default: 3).")
    private int minutes = 3;

    @Option(names = "--seed", paramLabel = "S", description = "Makes the schedule and the data (default: the time).")
    private long seed = System.currentTimeMillis();

    @Option(names = "--keep", description = "Keep data and logs, which otherwise stay after a failure only.")
    private boolean keep;

    private @Nullable CliContext context;

    /** For the service loader. */
    public ChaosCommand() {}

    @Override
    public void bind(CliContext surroundings) {
        context = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        CliContext here = Objects.requireNonNull(context);
        if (nodes < FEWEST_NODES || nodes > MOST_NODES) {
            throw new CommandException(
                    ExitCodes.USAGE,
                    "--nodes must be from 3 to 9, but is " + nodes + ": fewer have no majority once one is lost");
        }
        if (minutes < 1) {
            throw new CommandException(ExitCodes.USAGE, "--minutes must be 1 or more, but is " + minutes);
        }
        Path folder = here.environment()
                .resolve(FOLDER + "/" + seed + "-" + ProcessHandle.current().pid());
        ChaosSettings settings = new ChaosSettings(
                nodes,
                Duration.ofMinutes(minutes),
                seed,
                folder,
                System.getProperty("java.class.path"),
                cassandraClassPath());
        boolean good = false;
        ChaosRun run = new ChaosRun(settings, here.out());
        Thread endWithThisJvm = new Thread(run::close, "chaos-stop");
        java.lang.Runtime.getRuntime().addShutdownHook(endWithThisJvm);
        try (run) {
            good = run.run();
        } catch (ChaosException | IOException e) {
            here.err().println("sluice: " + e.getMessage());
        } catch (StoppedException e) {
            return ExitCodes.STOPPED;
        }
        if (good && !keep) {
            Folders.delete(folder);
        }
        here.out().println(good ? "all results are exact" : repeat(folder));
        return good ? ExitCodes.OK : ExitCodes.JOB_FAILED;
    }

    private String repeat(Path folder) {
        return "FAILED; logs and data are in " + folder + "; the same again: ./sluice chaos --nodes " + nodes
                + " --minutes " + minutes + " --seed " + seed;
    }

    private static String cassandraClassPath() throws IOException {
        String file = System.getProperty("sluice.cassandra");
        if (file == null) {
            throw new CommandException(
                    ExitCodes.USAGE, "chaos is started by the script \"sluice\", which sets sluice.cassandra");
        }
        return Files.readString(Path.of(file)).strip();
    }
}
