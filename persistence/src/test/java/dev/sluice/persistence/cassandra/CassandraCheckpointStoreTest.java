package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.SharedPartsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class CassandraCheckpointStoreTest extends SharedPartsContract {
    private static CqlSession session;
    private static String keyspace;

    @BeforeAll
    static void connect() {
        session = TestCassandra.session();
        keyspace = TestCassandra.keyspace(session, CassandraCheckpointStoreTest.class);
    }

    @AfterAll
    static void disconnect() {
        session.close();
    }

    @AfterEach
    void empty() throws Exception {
        for (String run : new String[] {"run", "run/..", "other"}) {
            store.deleteRun(run);
        }
    }

    @Override
    protected CheckpointStore open() {
        return new CassandraCheckpointStore(session, CassandraStoreSettings.defaults(keyspace));
    }
}
