package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.ArrayList;
import java.util.List;

/** The keyspace and the tables that a cluster needs. */
public final class CassandraSchema {
    /** How a keyspace on a single server is replicated. */
    public static final String SINGLE = "{'class': 'SimpleStrategy', 'replication_factor': 1}";

    private final String keyspace;
    private final String replication;

    /**
     * A schema.
     *
     * @param replication as CQL has it, for example {@code {'class': 'NetworkTopologyStrategy', 'datacenter1': 3}}
     */
    public CassandraSchema(String keyspace, String replication) {
        this.keyspace = keyspace;
        this.replication = replication;
    }

    /** CQL statements that make what is not there, in the order in which they are to be executed. */
    public List<String> statements() {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE KEYSPACE IF NOT EXISTS " + keyspace + " WITH replication = " + replication);
        statements.addAll(Tables.definitions(keyspace));
        return statements;
    }

    /** Makes what is not there. */
    public void create(CqlSession session) {
        statements().forEach(session::execute);
    }
}
