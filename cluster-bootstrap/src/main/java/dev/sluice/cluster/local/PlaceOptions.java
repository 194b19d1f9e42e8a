package dev.sluice.cluster.local;

import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import picocli.CommandLine.Option;

/** Which local cluster is meant; a picocli mixin. */
final class PlaceOptions {
    private static final int MOST = 9;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where its data and logs are (default: .sluice/cluster).")
    private String folder = ".sluice/cluster";

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes it has (default: 3).")
    private int nodes = 3;

    @Option(names = "--port-offset", paramLabel = "N", description = "Added to every port (default: 0).")
    private int offset;

    Layout layout(CliContext context) {
        if (nodes < 1 || nodes > MOST) {
            throw new CommandException(ExitCodes.USAGE, "--nodes must be from 1 to " + MOST + ", but is " + nodes);
        }
        return new Layout(context.environment().resolve(folder), nodes, offset);
    }
}
