package dev.sluice.cluster.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a node is told about itself, in {@code sluice.node}.
 *
 * @param cluster the cluster's name
 * @param host how other nodes reach this one
 * @param port for control messages; 0: any that is free
 * @param managementPort for HTTP
 * @param roles what it does
 * @param storage {@code cassandra} or a folder
 * @param createSchema whether it creates what is missing in Cassandra
 * @param drainTimeout how long it may take to move its subtasks elsewhere
 */
record NodeSettings(
        String cluster,
        String host,
        int port,
        int managementPort,
        List<String> roles,
        String storage,
        boolean createSchema,
        Duration drainTimeout) {
    private static final Set<String> ROLES = Set.of("coordinator", "worker");
    private static final String CASSANDRA = "cassandra";

    /**
     * @param config a node's configuration, resolved
     * @throws CommandException naming the setting that is missing or wrong
     */
    static NodeSettings of(Config config) {
        try {
            Config node = config.getConfig("sluice.node");
            return new NodeSettings(
                    matching("cluster", node.getString("cluster"), "[A-Za-z0-9][A-Za-z0-9_-]*", "letters and digits"),
                    matching("host", node.getString("host"), "[A-Za-z0-9.:-]+", "a host name or address"),
                    port(node, "port"),
                    port(node, "management-port"),
                    roles(node.getStringList("roles")),
                    matching("storage", node.getString("storage"), ".*\\S.*", "\"cassandra\" or a folder"),
                    node.getBoolean("create-schema"),
                    node.getDuration("drain-timeout"));
        } catch (ConfigException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Whether journal and checkpoints are in Cassandra, so that there can be other nodes. */
    boolean inCassandra() {
        return isCassandra(storage);
    }

    static boolean isCassandra(String storage) {
        return storage.equals(CASSANDRA);
    }

    private static int port(Config node, String key) {
        int port = node.getInt(key);
        if (port < 0 || port > 65_535) {
            throw wrong("sluice.node." + key + " must be a port from 0 to 65535, but is " + port);
        }
        return port;
    }

    private static List<String> roles(List<String> roles) {
        if (roles.isEmpty() || !ROLES.containsAll(roles)) {
            throw wrong("sluice.node.roles must be coordinator, worker or both, but is " + roles);
        }
        return List.copyOf(roles);
    }

    private static String matching(String key, String value, String pattern, String what) {
        if (!value.matches(pattern)) {
            throw wrong("sluice.node." + key + " must be " + what + ", but is \"" + value + "\"");
        }
        return value;
    }

    private static CommandException wrong(String message) {
        return new CommandException(ExitCodes.USAGE, message);
    }
}
