package dev.sluice.cluster.node;

import com.typesafe.config.Config;
import dev.sluice.cluster.CliCommand;
import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.Logging;
import dev.sluice.runtime.node.NodeRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice node}. */
@Command(
        name = "node",
        description = {
            "Runs a node of a cluster, until a signal ends it.",
            "What is given here wins over the file; all settings: docs/cluster.md"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class NodeCommand implements CliCommand {
    @Option(names = "--config", paramLabel = "FILE", description = "The node's configuration (HOCON).")
    private @Nullable String config;

    @Option(names = "--cluster", paramLabel = "NAME", description = "The cluster's name (default: sluice).")
    private @Nullable String cluster;

    @Option(names = "--host", paramLabel = "H", description = "How other nodes reach this one (default: 127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--bind-host", paramLabel = "H", description = "The interface to listen on, if it is another.")
    private @Nullable String bindHost;

    @Option(names = "--port", paramLabel = "P", description = "For control messages (default: 25520).")
    private @Nullable Integer port;

    @Option(names = "--data-port", paramLabel = "P", description = "For records.")
    private @Nullable Integer dataPort;

    @Option(names = "--management-port", paramLabel = "P", description = "For HTTP (default: 8558).")
    private @Nullable Integer managementPort;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            description = "coordinator, worker, or both (default: both).")
    private @Nullable List<String> roles;

    @Option(
            names = "--storage",
            paramLabel = "STORAGE",
            description = "cassandra (default), or the folder of a cluster that will always be this one node.")
    private @Nullable String storage;

    @Option(
            names = "--create-schema",
            description = "Create keyspaces and tables in Cassandra. Not for production: see sluice cassandra schema.")
    private boolean createSchema;

    @Option(names = "--verbose", description = "Log what Akka does as well.")
    private boolean verbose;

    private @Nullable CliContext context;

    /** For the service loader. */
    public NodeCommand() {}

    @Override
    public void bind(CliContext surroundings) {
        context = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        CliContext here = Objects.requireNonNull(context);
        Logging.configureNode(verbose);
        Path file = config == null ? null : here.environment().resolve(config);
        Config configuration = NodeConfig.load(file, typed(here));
        NodeSettings settings = NodeSettings.of(configuration);
        return Node.start(
                        configuration,
                        settings,
                        NodeStorage.of(configuration, settings),
                        (system, checkpoints) -> NodeRuntime.start(system, checkpoints, here.jobs()))
                .awaitEnd();
    }

    private Map<String, Object> typed(CliContext here) {
        Map<String, Object> settings = new TreeMap<>();
        put(settings, "sluice.node.cluster", cluster);
        put(settings, "sluice.node.host", host);
        put(settings, "sluice.node.bind-host", bindHost);
        put(settings, "sluice.node.port", port);
        put(settings, "sluice.wire.port", dataPort);
        put(settings, "sluice.node.management-port", managementPort);
        put(settings, "sluice.node.roles", roles);
        if (storage != null) {
            put(
                    settings,
                    "sluice.node.storage",
                    NodeSettings.isCassandra(storage)
                            ? storage
                            : here.environment().resolve(storage).toString());
        }
        put(settings, "sluice.node.create-schema", createSchema ? Boolean.TRUE : null);
        return settings;
    }

    private static void put(Map<String, Object> settings, String path, @Nullable Object value) {
        if (value != null) {
            settings.put(path, value);
        }
    }
}
