package dev.sluice.cluster.node;

import com.typesafe.config.Config;
import dev.sluice.cluster.EchoJob;
import dev.sluice.cluster.Logging;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.runtime.node.NodeRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A node as {@code sluice node} runs it, but for its storage: a journal in memory and a folder in place of Cassandra.
 */
final class TestNode {
    private TestNode() {}

    /** @param args its configuration file and its folder */
    public static void main(String[] args) throws Exception {
        Logging.configureNode(false);
        Config config = NodeConfig.load(
                Path.of(args[0]),
                Map.of(
                        "akka.persistence.journal.plugin", "akka.persistence.journal.inmem",
                        "akka.persistence.snapshot-store.plugin", "sluice.snapshot-store",
                        "sluice.storage.directory", args[1]));
        Node node = Node.start(
                config,
                NodeSettings.of(config),
                new Shared(Path.of(args[1])),
                (system, checkpoints) -> NodeRuntime.start(system, checkpoints, List.of(new EchoJob())));
        System.exit(node.awaitEnd());
    }

    private record Shared(Path folder) implements NodeStorage {
        @Override
        public String description() {
            return "for tests";
        }

        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public CheckpointStore open() throws IOException {
            return new LocalCheckpointStore(folder.resolve("checkpoints"));
        }

        @Override
        public void close() {}
    }
}
