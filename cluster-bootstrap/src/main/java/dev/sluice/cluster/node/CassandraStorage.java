package dev.sluice.cluster.node;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import dev.sluice.persistence.cassandra.CassandraCheckpointStore;
import dev.sluice.persistence.cassandra.CassandraReadiness;
import dev.sluice.persistence.cassandra.CassandraSchema;
import dev.sluice.persistence.cassandra.CassandraStoreSettings;
import dev.sluice.persistence.checkpoint.CachedCheckpointStore;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Cassandra, with copies of what this node writes in a folder of its own. */
final class CassandraStorage implements NodeStorage {
    private final Config config;
    private final String keyspace;
    private final boolean createSchema;
    private final Path copies;
    private @Nullable CqlSession session;
    private @Nullable CheckpointStore checkpoints;

    CassandraStorage(Config config, NodeSettings settings) {
        this.config = config;
        keyspace = config.getString("sluice.cassandra.keyspace");
        createSchema = settings.createSchema();
        copies = copies(config, settings);
    }

    /** The same after each start, so that what a killed node has left is removed by its successor. */
    private static Path copies(Config config, NodeSettings settings) {
        String given = config.getString("sluice.node.copies");
        return given.isBlank()
                ? Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "sluice-" + System.getProperty("user.name"),
                        settings.cluster() + "-" + settings.host().replace(':', '.') + "-" + settings.managementPort())
                : Path.of(given);
    }

    @Override
    public String description() {
        return "Cassandra at " + String.join(", ", config.getStringList("sluice.cassandra.contact-points"))
                + ", keyspace " + keyspace;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public CheckpointStore open() throws IOException, InterruptedException {
        CassandraSchema schema = new CassandraSchema(keyspace, config.getString("sluice.node.schema-replication"));
        CompletableFuture<CqlSession> ready = CassandraReadiness.await(config, schema, createSchema);
        try {
            session = ready.get();
        } catch (InterruptedException e) {
            ready.cancel(false);
            throw e;
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(Objects.requireNonNullElse(e.getCause(), e)), e);
        }
        checkpoints = new CachedCheckpointStore(
                new CassandraCheckpointStore(session, CassandraStoreSettings.defaults(keyspace)), copies);
        return checkpoints;
    }

    @Override
    public void close() throws IOException {
        if (checkpoints != null) {
            checkpoints.close();
        }
        if (session != null) {
            session.close();
        }
    }
}
