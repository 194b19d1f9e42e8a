package dev.sluice.cluster.local;

import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.ExitCodes;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice cluster down}. */
@Command(
        name = "down",
        description = "Ends all of its processes; its jobs go on when it is up again.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DownCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Option(names = "--delete", description = "Remove its data and logs as well.")
    private boolean delete;

    DownCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Layout layout = place.layout(context);
        LocalCluster cluster = new LocalCluster(layout, line -> {
            context.out().println(line);
            context.out().flush();
        });
        cluster.down();
        if (delete) {
            cluster.delete();
        }
        String folder = context.environment().shorten(layout.folder());
        context.out().println(delete ? "down; " + folder + " is removed" : "down; its data stays in " + folder);
        return ExitCodes.OK;
    }
}
