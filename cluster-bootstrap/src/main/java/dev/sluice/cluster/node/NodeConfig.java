package dev.sluice.cluster.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.persistence.cassandra.CassandraConfig;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a node, in layers, the first of which wins: what was typed, system properties, the node's file,
 * what its storage and its certificates need, {@code sluice-node.conf}, {@code sluice-engine.conf}, the libraries'
 * defaults.
 */
final class NodeConfig {
    /** Set where connections are encrypted. */
    static final String CERTIFICATE = "sluice.tls.cert-file";

    private static final String STORAGE = "sluice.node.storage";
    private static final String TWO_NODES = "sluice.node.two-nodes";
    private static final Config NOTHING = ConfigFactory.empty();

    private NodeConfig() {}

    /**
     * @param file the node's own, in HOCON; null for none
     * @param typed settings by path
     * @return the configuration, resolved
     * @throws CommandException saying where it is wrong
     */
    static Config load(@Nullable Path file, Map<String, ?> typed) {
        try {
            Config own = ConfigFactory.parseMap(typed, "the command line")
                    .withFallback(ConfigFactory.defaultOverrides())
                    .withFallback(file == null ? ConfigFactory.empty() : parse(file));
            Config shipped = resource("sluice-node").withFallback(resource("sluice-engine"));
            Config settings = own.withFallback(shipped)
                    .withFallback(ConfigFactory.defaultReference())
                    .resolve();
            boolean inCassandra = NodeSettings.isCassandra(settings.getString(STORAGE));
            Config node = own.withFallback(settings.hasPath(CERTIFICATE) ? resource("sluice-tls") : NOTHING)
                    .withFallback(settings.getBoolean(TWO_NODES) ? resource("sluice-two-nodes") : NOTHING)
                    .withFallback(inCassandra ? NOTHING : folder(settings.getString(STORAGE)))
                    .withFallback(shipped);
            return inCassandra
                    ? CassandraConfig.load(node)
                    : node.withFallback(ConfigFactory.defaultReference()).resolve();
        } catch (ConfigException | IllegalArgumentException e) {
            throw new CommandException(ExitCodes.USAGE, "the configuration is wrong: " + e.getMessage());
        }
    }

    private static Config parse(Path file) {
        return ConfigFactory.parseFile(
                file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    }

    private static Config folder(String folder) {
        return resource("sluice-folder")
                .withValue(
                        "sluice.storage.directory",
                        ConfigValueFactory.fromAnyRef(
                                Path.of(folder).toAbsolutePath().toString()));
    }

    private static Config resource(String name) {
        return ConfigFactory.parseResources(
                NodeConfig.class.getClassLoader(),
                name + ".conf",
                ConfigParseOptions.defaults().setAllowMissing(false));
    }
}
