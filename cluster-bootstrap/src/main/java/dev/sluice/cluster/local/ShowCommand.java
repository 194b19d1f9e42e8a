package dev.sluice.cluster.local;

import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.ExitCodes;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice cluster status}. */
@Command(
        name = "status",
        description = "Shows which of its processes run and are ready; the exit code is 3 if not all are.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ShowCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    ShowCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Layout layout = place.layout(context);
        LocalCluster cluster = new LocalCluster(layout, line -> {});
        Optional<Long> cassandra = cluster.cassandraProcess();
        boolean all = cassandra.isPresent();
        line("cassandra", "127.0.0.1:" + layout.cassandraPort(), cassandra, all ? "running" : "not running");
        for (int node = 1; node <= layout.nodes(); node++) {
            Optional<NodeProcess> process = cluster.node(node);
            boolean ready = process.isPresent() && cluster.isReady(node);
            line(
                    "node " + node,
                    layout.management(node).toString(),
                    process.map(NodeProcess::pid),
                    ready ? "ready" : process.isPresent() ? "not ready" : "not running");
            all &= ready;
        }
        return all ? ExitCodes.OK : ExitCodes.UNREACHABLE;
    }

    private void line(String what, String address, Optional<Long> process, String state) {
        context.out()
                .printf(
                        "%-10s %-24s %-15s %s%n",
                        what, address, process.map(pid -> "process " + pid).orElse("-"), state);
    }
}
