package dev.sluice.persistence.cassandra;

import akka.stream.alpakka.cassandra.DriverConfigLoaderFromConfig;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for Cassandra before anything of an actor system touches its journal. That is not only for good order: version
 * 1.1.1 of akka-persistence-cassandra keeps a statement whose preparation has failed for good, so a journal that is
 * asked too early fails until the process ends.
 */
public final class CassandraReadiness {
    private static final Logger LOG = LoggerFactory.getLogger(CassandraReadiness.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    private final Config driver;
    private final String contactPoints;
    private final CassandraSchema schema;
    private final boolean createSchema;
    private final CompletableFuture<CqlSession> ready = new CompletableFuture<>();
    private long lastReport = System.nanoTime() - BETWEEN_REPORTS.toNanos() + FIRST_PAUSE.toNanos();

    private CassandraReadiness(Config config, CassandraSchema schema, boolean createSchema) {
        // Here each failure is to be seen, where the driver would go on trying in silence.
        driver = ConfigFactory.parseString("advanced.reconnect-on-init = false")
                .withFallback(config.getConfig("datastax-java-driver"));
        contactPoints = config.getStringList("sluice.cassandra.contact-points").toString();
        this.schema = schema;
        this.createSchema = createSchema;
    }

    /**
     * Connects, and waits until Cassandra answers a query and all tables are there. Never blocks; logs every ten
     * seconds what it is still waiting for.
     *
     * @param config from {@link CassandraConfig#load}
     * @param createSchema whether to make the tables that are missing, instead of waiting for somebody to do it
     * @return a session, to be closed by the caller. When this is cancelled, the waiting ends
     */
    public static CompletableFuture<CqlSession> await(Config config, CassandraSchema schema, boolean createSchema) {
        CassandraReadiness readiness = new CassandraReadiness(config, schema, createSchema);
        readiness.connect(FIRST_PAUSE);
        return readiness.ready;
    }

    private void connect(Duration pause) {
        if (ready.isDone()) {
            return;
        }
        CompletionStage<CqlSession> connecting;
        try {
            connecting = CqlSession.builder()
                    .withConfigLoader(DriverConfigLoaderFromConfig.fromConfig(driver))
                    .buildAsync();
        } catch (RuntimeException e) {
            ready.completeExceptionally(e); // settings that cannot be
            return;
        }
        CompletionStage<?> unused = connecting.whenComplete((session, error) -> {
            if (error == null) {
                checkSchema(session, FIRST_PAUSE);
            } else {
                again(
                        "Cassandra at " + contactPoints + " (sluice.cassandra.contact-points): " + message(error),
                        pause,
                        this::connect);
            }
        });
    }

    private void checkSchema(CqlSession session, Duration pause) {
        if (ready.isDone()) {
            session.closeAsync();
            return;
        }
        CompletionStage<List<String>> checked = schema.missing(session)
                .thenCompose(missing -> createSchema && !missing.isEmpty()
                        ? schema.create(session).thenCompose(created -> schema.missing(session))
                        : CompletableFuture.completedFuture(missing));
        CompletionStage<?> unused = checked.whenComplete((missing, error) -> {
            if (error != null) {
                again("Cassandra: " + message(error), pause, next -> checkSchema(session, next));
            } else if (!missing.isEmpty()) {
                again("the schema: " + schema.explain(missing), pause, next -> checkSchema(session, next));
            } else if (!ready.complete(session)) {
                session.closeAsync();
            }
        });
    }

    private interface Step {
        void after(Duration pause);
    }

    private void again(String reason, Duration pause, Step step) {
        report(reason);
        Duration doubled = pause.multipliedBy(2);
        Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        CompletableFuture<?> unused = new CompletableFuture<Void>()
                .completeOnTimeout(null, pause.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> step.after(next));
    }

    private synchronized void report(String reason) {
        if (System.nanoTime() - lastReport >= BETWEEN_REPORTS.toNanos()) {
            lastReport = System.nanoTime();
            LOG.info("Waiting for {}", reason);
        }
    }

    private static String message(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause.toString();
    }
}
