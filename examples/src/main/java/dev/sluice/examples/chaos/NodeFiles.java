package dev.sluice.examples.chaos;

import dev.sluice.examples.process.JavaCommand;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the nodes' configurations, and knows the command that starts each. */
final class NodeFiles {
    private static final String CLUSTER = "chaos";
    private static final int PORT = 25_520;
    private static final int DATA_PORT = 25_530;
    private static final int MANAGEMENT_PORT = 8558;

    /** Three nodes and Cassandra share a small machine; the compiler that optimises most costs most. */
    private static final List<String> FLAGS =
            List.of("-Xms32m", "-Xmx320m", "-XX:TieredStopAtLevel=1", "-XX:MaxDirectMemorySize=128m");

    private final Path folder;
    private final Links links;
    private final String classPath;
    private final InetSocketAddress cassandra;

    /**
     * @param folder for configurations and logs
     * @param links where the nodes are
     * @param classPath what they run from
     * @param cassandra where Cassandra listens
     */
    NodeFiles(Path folder, Links links, String classPath, InetSocketAddress cassandra) {
        this.folder = folder;
        this.links = links;
        this.classPath = classPath;
        this.cassandra = cassandra;
    }

    /** Makes the processes of all nodes, none of which runs yet. */
    List<NodeProcess> make(int nodes) throws IOException {
        List<Integer> managementPorts = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            managementPorts.add(links.port(MANAGEMENT_PORT));
        }
        List<NodeProcess> processes = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            int port = links.port(PORT);
            int managementPort = managementPorts.get(node - 1);
            Path config = folder.resolve("node-" + node + ".conf");
            Files.writeString(config, configuration(node, port, managementPorts));
            processes.add(new NodeProcess(
                    URI.create("http://" + links.address(node) + ":" + managementPort),
                    links.address(node) + ":" + port,
                    command(node, config),
                    folder.resolve("node-" + node + ".log")));
        }
        return processes;
    }

    private String configuration(int node, int port, List<Integer> managementPorts) throws IOException {
        List<String> endpoints = new ArrayList<>();
        for (int other = 1; other <= managementPorts.size(); other++) {
            endpoints.add("{ host = \"" + links.address(other) + "\", port = " + managementPorts.get(other - 1) + " }");
        }
        return String.format(
                Locale.ROOT,
                """
                sluice {
                  node {
                    cluster = "%s"
                    host = "%s"
                    port = %d
                    management-port = %d
                    storage = "cassandra"
                    create-schema = on
                  }
                  wire.port = %d
                  # Nobody but this machine reaches the addresses.
                  http.token-required = off
                  cassandra.contact-points = ["%s:%d"]
                }
                akka.discovery {
                  method = config
                  config.services.%s.endpoints = [
                    %s
                  ]
                }
                akka.management.cluster.bootstrap.contact-point-discovery.required-contact-point-nr = %d
                """,
                CLUSTER,
                links.address(node),
                port,
                managementPorts.get(node - 1),
                links.port(DATA_PORT),
                cassandra.getHostString(),
                cassandra.getPort(),
                CLUSTER,
                endpoints.stream().collect(Collectors.joining("\n    ")),
                managementPorts.size());
    }

    private List<String> command(int node, Path config) {
        List<String> command = new ArrayList<>(links.prefix(node));
        command.addAll(JavaCommand.of(
                FLAGS, classPath, dev.sluice.cluster.Main.class.getName(), "node", "--config", config.toString()));
        return command;
    }
}
