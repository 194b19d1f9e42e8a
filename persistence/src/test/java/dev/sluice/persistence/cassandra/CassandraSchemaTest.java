package dev.sluice.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ActorSystem;
import akka.persistence.cassandra.KeyspaceAndTableStatements;
import akka.persistence.cassandra.PluginSettings;
import akka.testkit.javadsl.TestKit;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.sluice.persistence.cassandra.server.CassandraServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The schema, and waiting for it. */
class CassandraSchemaTest {
    private static final String KEYSPACE = "t_schema";
    private static final CassandraSchema SCHEMA = new CassandraSchema(KEYSPACE, CassandraSchema.SINGLE);
    private static CqlSession session;

    @BeforeAll
    static void connect() {
        session = TestCassandra.session();
    }

    @AfterAll
    static void disconnect() {
        session.close();
    }

    @BeforeEach
    void dropKeyspace() {
        session.execute("DROP KEYSPACE IF EXISTS " + KEYSPACE);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Map<String, String> columns(String keyspace, String table) {
        return session
                .execute(
                        "SELECT * FROM system_schema.columns WHERE keyspace_name = ? AND table_name = ?",
                        keyspace,
                        table)
                .all()
                .stream()
                .collect(Collectors.toMap(
                        row -> row.getString("column_name"),
                        row -> row.getString("type") + " " + row.getString("kind") + " " + row.getInt("position") + " "
                                + row.getString("clustering_order")));
    }

    @Test
    void when_created_then_nothing_is_missing_and_creating_again_changes_nothing() throws Exception {
        assertThat(get(SCHEMA.missing(session))).hasSize(8).contains("messages", "checkpoint_blobs", "leases");
        get(SCHEMA.create(session));
        get(SCHEMA.create(session));
        assertThat(get(SCHEMA.missing(session))).isEmpty();
        session.execute("DROP TABLE " + KEYSPACE + ".metadata");
        assertThat(SCHEMA.explain(get(SCHEMA.missing(session))))
                .isEqualTo("keyspace t_schema has no table metadata: create what is missing with"
                        + " ./sluice cassandra schema | cqlsh, or start the node with --create-schema");
    }

    @Test
    void when_the_journal_makes_its_tables_itself_then_they_have_the_same_columns() throws Exception {
        get(SCHEMA.create(session));
        ActorSystem system = ActorSystem.create("schema", TestCassandra.config("t_plugin", ""));
        try {
            var plugin =
                    new KeyspaceAndTableStatements(system, "akka.persistence.cassandra", PluginSettings.apply(system));
            session.execute("CREATE KEYSPACE IF NOT EXISTS t_plugin WITH replication = " + CassandraSchema.SINGLE);
            plugin.getCreateJournalTablesStatements().forEach(session::execute);
            plugin.getCreateSnapshotTablesStatements().forEach(session::execute);
        } finally {
            TestKit.shutdownActorSystem(system);
        }
        for (String table : JournalTables.NAMES) {
            assertThat(columns(KEYSPACE, table)).as(table).isNotEmpty().isEqualTo(columns("t_plugin", table));
        }
    }

    @Test
    void when_the_schema_comes_later_then_readiness_waits_for_it() throws Exception {
        CompletableFuture<CqlSession> ready =
                CassandraReadiness.await(TestCassandra.config(KEYSPACE, ""), SCHEMA, false);
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !ready.isDone());
        get(SCHEMA.create(session));
        get(ready).close();
    }

    @Test
    void when_told_to_create_the_schema_then_readiness_does() throws Exception {
        get(CassandraReadiness.await(TestCassandra.config(KEYSPACE, ""), SCHEMA, true))
                .close();
        assertThat(get(SCHEMA.missing(session))).isEmpty();
    }

    @Test
    void when_cassandra_comes_later_then_readiness_waits_for_it() throws Exception {
        get(SCHEMA.create(session));
        CassandraServer server = TestCassandra.server();
        server.kill();
        CompletableFuture<CqlSession> ready =
                CassandraReadiness.await(TestCassandra.config(KEYSPACE, ""), SCHEMA, false);
        CompletableFuture<CqlSession> cancelled =
                CassandraReadiness.await(TestCassandra.config(KEYSPACE, ""), SCHEMA, false);
        cancelled.cancel(false);
        server.restart();
        try (CqlSession connected = get(ready)) {
            assertThat(connected.execute("SELECT * FROM " + KEYSPACE + ".messages"))
                    .isEmpty();
        }
    }

    @Test
    void when_settings_are_wrong_then_the_error_names_them() {
        assertThatThrownBy(() -> new CassandraSchema("Sluice", CassandraSchema.SINGLE))
                .hasMessageContaining("sluice.cassandra.keyspace is \"Sluice\"");
        assertThatThrownBy(() -> CassandraConfig.load(
                        ConfigFactory.parseString("sluice.cassandra.credentials.password = secret")))
                .hasMessageContaining("sluice.cassandra.credentials.password is set and username is not")
                .hasMessageNotContaining("secret");
    }

    @Test
    void when_credentials_and_tls_are_set_then_the_driver_gets_them() {
        Config config = CassandraConfig.load(ConfigFactory.parseString("""
                sluice.cassandra {
                  contact-points = ["one:9042", "two:9042"]
                  local-datacenter = dc7
                  keyspace = other
                  credentials { username = user, password = secret }
                  tls { enabled = on, truststore-path = /trust }
                }
                """));
        Config driver = config.getConfig("datastax-java-driver");
        assertThat(driver.getStringList("basic.contact-points")).containsExactly("one:9042", "two:9042");
        assertThat(driver.getString("basic.load-balancing-policy.local-datacenter"))
                .isEqualTo("dc7");
        assertThat(driver.getString("advanced.auth-provider.class")).isEqualTo("PlainTextAuthProvider");
        assertThat(driver.getString("advanced.auth-provider.username")).isEqualTo("user");
        assertThat(driver.getString("advanced.ssl-engine-factory.class")).isEqualTo("DefaultSslEngineFactory");
        assertThat(driver.getString("advanced.ssl-engine-factory.truststore-path"))
                .isEqualTo("/trust");
        assertThat(driver.hasPath("advanced.ssl-engine-factory.keystore-path")).isFalse();
        assertThat(config.getString("akka.persistence.cassandra.journal.keyspace"))
                .isEqualTo("other");
        assertThat(CassandraConfig.load(ConfigFactory.empty())
                        .hasPath("datastax-java-driver.advanced.auth-provider.username"))
                .isFalse();
    }
}
