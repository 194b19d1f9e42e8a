package dev.sluice.persistence.cassandra.lease;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.sluice.persistence.cassandra.LeaseTable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The row of one lease, as one owner changes it: each change is conditional on who holds it. */
final class LeaseRow {
    private final String keyspace;
    private final String name;
    private final String owner;
    private final int ttlSeconds;
    private final Duration timeout;

    LeaseRow(String keyspace, String name, String owner, int ttlSeconds, Duration timeout) {
        this.keyspace = keyspace;
        this.name = name;
        this.owner = owner;
        this.ttlSeconds = ttlSeconds;
        this.timeout = timeout;
    }

    /** Completes with whether the owner holds the lease now. It may have held it before. */
    CompletionStage<Boolean> acquire(CqlSession session) {
        return execute(session, LeaseTable.acquire(keyspace), name, owner, ttlSeconds)
                .thenCompose(result -> {
                    if (result.wasApplied()) {
                        return CompletableFuture.completedFuture(true);
                    }
                    Row holder = result.one();
                    return holder != null && owner.equals(holder.getString("owner"))
                            ? renew(session)
                            : CompletableFuture.completedFuture(false);
                });
    }

    /** Completes with whether the owner still holds the lease. */
    CompletionStage<Boolean> renew(CqlSession session) {
        return execute(session, LeaseTable.renew(keyspace), ttlSeconds, owner, name, owner)
                .thenApply(AsyncResultSet::wasApplied);
    }

    /** Completes when the owner does not hold the lease any more. */
    CompletionStage<Void> release(CqlSession session) {
        return execute(session, LeaseTable.release(keyspace), name, owner).thenAccept(result -> {});
    }

    private CompletionStage<AsyncResultSet> execute(CqlSession session, String statement, Object... values) {
        return session.executeAsync(SimpleStatement.newInstance(statement, values)
                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)
                .setIdempotent(true) // whoever held it may hold it again
                .setTimeout(timeout));
    }
}
