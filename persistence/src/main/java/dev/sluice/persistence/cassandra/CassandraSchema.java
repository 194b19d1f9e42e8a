package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keyspace and the tables that a cluster needs: of the journal, of checkpoints, of leases. */
public final class CassandraSchema {
    /** How a keyspace on a single server is replicated. */
    public static final String SINGLE = "{'class': 'SimpleStrategy', 'replication_factor': 1}";

    /** Changes of the schema take their time on a cold server. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String keyspace;
    private final String replication;

    /**
     * A schema.
     *
     * @param replication as CQL has it, for example {@code {'class': 'NetworkTopologyStrategy', 'datacenter1': 3}}; of
     *     no effect where the keyspace is there
     */
    public CassandraSchema(String keyspace, String replication) {
        if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
            throw new IllegalArgumentException("sluice.cassandra.keyspace is \"" + keyspace
                    + "\": a letter and up to 47 letters, digits and underscores expected, all in lower case");
        }
        this.keyspace = keyspace;
        this.replication = replication;
    }

    /**
     * CQL statements that make what is not there, in the order in which they are to be executed; without semicolons.
     */
    public List<String> statements() {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE KEYSPACE IF NOT EXISTS " + keyspace + " WITH replication = " + replication);
        statements.addAll(JournalTables.definitions(keyspace));
        statements.addAll(Tables.definitions(keyspace));
        statements.add(LeaseTable.definition(keyspace));
        return statements;
    }

    /** Makes what is not there. By one node at a time: Cassandra may confuse tables that are made twice at once. */
    public CompletionStage<Void> create(CqlSession session) {
        // Without metadata for the while: the driver waits a second after each change to bring its own up to date.
        CompletionStage<?> done = session.setSchemaMetadataEnabled(false);
        for (String statement : statements()) {
            done = done.thenCompose(before -> session.executeAsync(
                            SimpleStatement.newInstance(statement).setTimeout(TIMEOUT)))
                    .thenCompose(changed -> session.checkSchemaAgreementAsync());
        }
        return done.handle((agreed, error) -> session.setSchemaMetadataEnabled(null)
                        .<Void>thenCompose(restored -> error == null
                                ? CompletableFuture.completedFuture(null)
                                : CompletableFuture.failedFuture(error)))
                .thenCompose(result -> result);
    }

    /** Completes with the names of the tables that are not there; none if all is well. */
    public CompletionStage<List<String>> missing(CqlSession session) {
        List<String> missing = Stream.of(JournalTables.NAMES, Tables.NAMES, List.of(LeaseTable.NAME))
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
        SimpleStatement query = SimpleStatement.newInstance(
                        "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", keyspace)
                .setPageSize(Integer.MAX_VALUE);
        return session.executeAsync(query).thenApply((AsyncResultSet found) -> {
            for (Row row : found.currentPage()) {
                missing.remove(row.getString("table_name"));
            }
            return missing;
        });
    }

    /** What to tell the user about missing tables. */
    public String explain(List<String> missing) {
        return "keyspace " + keyspace + " has no table " + String.join(", ", missing)
                + ": create what is missing with ./sluice cassandra schema | cqlsh, or start the node with --create-schema";
    }
}
