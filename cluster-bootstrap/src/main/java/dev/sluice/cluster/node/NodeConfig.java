package dev.sluice.cluster.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a node, in layers, the first of which wins: what was typed, system properties, the node's file,
 * what its storage needs, {@code sluice-node.conf}, {@code sluice-engine.conf}, the libraries' defaults.
 */
final class NodeConfig {
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
            Config base = resource("sluice-node")
                    .withFallback(resource("sluice-engine"))
                    .withFallback(ConfigFactory.defaultReference());
            Config settings = own.withFallback(base).resolve();
            return own.withFallback(storage(settings))
                    .withFallback(
                            settings.getBoolean("sluice.node.two-nodes")
                                    ? resource("sluice-two-nodes")
                                    : ConfigFactory.empty())
                    .withFallback(base)
                    .resolve();
        } catch (ConfigException e) {
            throw new CommandException(ExitCodes.USAGE, "the configuration is wrong: " + e.getMessage());
        }
    }

    private static Config parse(Path file) {
        return ConfigFactory.parseFile(
                file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    }

    private static Config storage(Config settings) {
        String storage = settings.getString("sluice.node.storage");
        if (NodeSettings.isCassandra(storage)) {
            return ConfigFactory.empty();
        }
        return resource("sluice-folder")
                .withValue(
                        "sluice.storage.directory",
                        ConfigValueFactory.fromAnyRef(
                                Path.of(storage).toAbsolutePath().toString()));
    }

    private static Config resource(String name) {
        return ConfigFactory.parseResources(
                NodeConfig.class.getClassLoader(),
                name + ".conf",
                ConfigParseOptions.defaults().setAllowMissing(false));
    }
}
