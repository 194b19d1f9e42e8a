package dev.sluice.examples.soak;

import dev.sluice.api.Durations;
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

/** {@code sluice soak}. */
@Command(
        name = "soak",
        description = {
            "Runs a job with several times more state than heap on RocksDB, kills its process again and again, and looks "
                    + "whether its results are exact and its memory stays what it was.",
            "For Linux. Prints the memory of all processes over time."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SoakCommand implements CliCommand {
    private static final String FOLDER = ".sluice/soak";
    private static final int TIMES_THE_HEAP = 4;
    private static final long LEAST_HEAP = 64L << 20;
    private static final long LEAST_STATE = 1L << 20;
    private static final long MOST_STATE = 64L << 30;
    private static final long LEAST_NATIVE = 32L << 20;

    @Option(names = "--minutes", paramLabel = "M", description = "How long (default: 10).")
    private int minutes = 10;

    @Option(names = "--heap", paramLabel = "SIZE", description = "The heap of the process (default: 128m).")
    private String heap = "128m";

    @Option(names = "--state", paramLabel = "SIZE", description = "How much state it gets (default: 4 times the heap).")
    private @Nullable String state;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "What RocksDB may use beside the heap (default: 64m).")
    private String memory = "64m";

    @Option(
            names = "--kill-every",
            paramLabel = "DURATION",
            description = "How long a process lives on average; the last quarter of the time none is killed "
                    + "(default: 20s).")
    private String killEvery = "20s";

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Makes the data and the moments of the kills (default: the time).")
    private long seed = System.currentTimeMillis();

    @Option(names = "--keep", description = "Keep data and logs, which otherwise stay after a failure only.")
    private boolean keep;

    private @Nullable CliContext context;

    /** For the service loader. */
    public SoakCommand() {}

    @Override
    public void bind(CliContext surroundings) {
        context = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        CliContext here = Objects.requireNonNull(context);
        if (!ProcessMemory.isKnown()) {
            throw usage("the memory of a process is read from /proc, which only Linux has");
        }
        Path folder = here.environment()
                .resolve(FOLDER + "/" + seed + "-" + ProcessHandle.current().pid());
        SoakSettings settings = settings(folder);
        Files.createDirectories(folder);
        long room = Files.getFileStore(folder).getUsableSpace();
        long needed = SoakSettings.STATES_ON_DISK * settings.stateBytes();
        if (room < needed) {
            Folders.delete(folder);
            throw usage("up to " + Sizes.text(needed) + " are needed in " + folder + ", and there are "
                    + Sizes.text(room) + ": free some, or ask for less --state");
        }
        boolean good = false;
        boolean stopped = false;
        SoakRun run = new SoakRun(settings, here.out());
        Thread endWithThisJvm = new Thread(
                () -> {
                    run.close();
                    deleteData(folder);
                },
                "soak-stop");
        java.lang.Runtime.getRuntime().addShutdownHook(endWithThisJvm);
        try (run) {
            good = run.run();
        } catch (IOException e) {
            here.err().println("sluice: " + e.getMessage());
        } catch (StoppedException e) {
            stopped = true;
        }
        if (stopped) {
            return ExitCodes.STOPPED;
        }
        java.lang.Runtime.getRuntime().removeShutdownHook(endWithThisJvm);
        if (good && !keep) {
            Folders.delete(folder);
        }
        here.out().println(good ? "all is well" : repeat(folder));
        return good ? ExitCodes.OK : ExitCodes.JOB_FAILED;
    }

    /** Somebody has stopped it: nothing of it is of use. */
    private static void deleteData(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            System.err.println("sluice: " + folder + " could not be deleted: " + e.getMessage());
        }
    }

    private SoakSettings settings(Path folder) {
        if (minutes < 1) {
            throw usage("--minutes must be 1 or more, but is " + minutes);
        }
        Duration between = Durations.parse(killEvery);
        if (between == null || between.toSeconds() < 1) {
            throw usage("--kill-every must be 1s or more, as in 20s or 1m, but is " + killEvery);
        }
        long heapBytes = size("--heap", heap, LEAST_HEAP);
        long stateBytes = state == null ? TIMES_THE_HEAP * heapBytes : size("--state", state, LEAST_STATE);
        if (stateBytes > MOST_STATE) {
            throw usage("--state must be " + Sizes.text(MOST_STATE) + " or less, but is " + Sizes.text(stateBytes));
        }
        return new SoakSettings(
                Duration.ofMinutes(minutes),
                between,
                heapBytes,
                stateBytes,
                size("--memory", memory, LEAST_NATIVE),
                seed,
                folder,
                System.getProperty("java.class.path"));
    }

    private static long size(String option, String text, long least) {
        long bytes = Sizes.parse(text).orElse(0);
        if (bytes < least) {
            throw usage(option + " must be " + Sizes.text(least) + " or more, as in 128m or 1g, but is " + text);
        }
        return bytes;
    }

    private static CommandException usage(String message) {
        return new CommandException(ExitCodes.USAGE, message);
    }

    private String repeat(Path folder) {
        return "FAILED; logs and data are in " + folder + "; the same again: ./sluice soak --minutes " + minutes
                + " --heap " + heap + (state == null ? "" : " --state " + state) + " --memory " + memory
                + " --kill-every " + killEvery + " --seed " + seed;
    }
}
