package dev.sluice.cluster.local;

import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice cluster up}. */
@Command(
        name = "up",
        description = "Starts Cassandra and the nodes that do not run, and waits until all are ready.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UpCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    UpCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Layout layout = place.layout(context);
        Path launcher = Path.of(property("sluice.home")).resolve("sluice");
        String classPath =
                Files.readString(Path.of(property("sluice.cassandra"))).strip();
        long began = System.nanoTime();
        new LocalCluster(layout, line -> {
                    context.out().println(line);
                    context.out().flush();
                })
                .up(launcher, classPath);
        context.out().printf("%d nodes are ready after %d s:%n%n", layout.nodes(), seconds(began));
        for (int node = 1; node <= layout.nodes(); node++) {
            context.out()
                    .printf(
                            "  node %d  %s  log %s%n",
                            node,
                            layout.management(node),
                            context.environment().shorten(NodeProcess.log(layout.node(node))));
        }
        next(layout);
        return ExitCodes.OK;
    }

    private void next(Layout layout) {
        String node = layout.offset() == 0 ? "" : " --node " + layout.management(1);
        String pid = context.environment().shorten(layout.node(2).resolve("pid"));
        context.out()
                .printf(
                        "%nTry next:%n%n"
                                + "  ./sluice submit flight-delays --input examples/data/flights-2001-01.csv.gz"
                                + " --output /tmp/delays --rate 5000%s%n"
                                + "  ./sluice status flight-delays%s%n"
                                + "  kill -9 $(cat %s)           # and watch the status; ./sluice cluster up brings it back%n"
                                + "  ./sluice rescale flight-delays 4%s%n"
                                + "  ./sluice cluster down%n",
                        node, node, pid, node);
    }

    private static long seconds(long began) {
        return Math.round((System.nanoTime() - began) / 1e9);
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new CommandException(
                    ExitCodes.USAGE, "a local cluster is started by the script \"sluice\", which sets " + name);
        }
        return value;
    }
}
