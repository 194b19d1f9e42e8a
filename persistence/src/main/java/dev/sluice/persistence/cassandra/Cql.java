package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests to Cassandra with the consistency that the store rests on (a quorum of the local data centre, for what is
 * read and written and for the rounds of a conditional write), repeated for a while when they fail, and with I/O
 * exceptions for errors.
 */
final class Cql {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final CqlSession session;
    private final Duration requestTimeout;
    private final Duration deadline;
    private final ConcurrentMap<String, PreparedStatement> prepared = new ConcurrentHashMap<>();

    Cql(CqlSession session, Duration requestTimeout, Duration deadline) {
        this.session = session;
        this.requestTimeout = requestTimeout;
        this.deadline = deadline;
    }

    /** A statement that may be repeated, with its values. Blocks when it is prepared for the first time. */
    Statement<?> bind(String cql, @Nullable Object... values) throws IOException {
        PreparedStatement statement = prepared.get(cql);
        if (statement == null) {
            try {
                statement = session.prepare(cql);
            } catch (DriverException | IllegalStateException e) {
                throw failure(e);
            }
            prepared.put(cql, statement);
        }
        return configured(statement.bind(values));
    }

    /** For batches, which are configured as a whole. */
    Statement<?> configured(Statement<?> statement) {
        return statement
                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)
                .setTimeout(requestTimeout)
                .setIdempotent(true);
    }

    /** Executes a statement, which must be idempotent, and repeats it until it succeeds or the deadline has passed. */
    CompletableFuture<AsyncResultSet> send(Statement<?> statement) {
        return attempt(() -> sendOnce(statement), System.nanoTime() + deadline.toNanos(), FIRST_PAUSE);
    }

    private static CompletableFuture<AsyncResultSet> attempt(
            Supplier<CompletableFuture<AsyncResultSet>> request, long deadline, Duration pause) {
        return request.get().exceptionallyCompose(error -> {
            if (!mayPass(error) || System.nanoTime() + pause.toNanos() - deadline > 0) {
                return CompletableFuture.failedFuture(error);
            }
            return new CompletableFuture<Void>()
                    .completeOnTimeout(null, pause.toMillis(), TimeUnit.MILLISECONDS)
                    .thenCompose(passed -> attempt(request, deadline, pause.multipliedBy(2)));
        });
    }

    private CompletableFuture<AsyncResultSet> sendOnce(Statement<?> statement) {
        try {
            return session.executeAsync(statement).toCompletableFuture();
        } catch (DriverException | IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whether an error may not be there the next time: all but those that are about the request itself. */
    private static boolean mayPass(Throwable error) {
        Throwable cause = error instanceof CompletionException ? cause(error) : error;
        return cause instanceof DriverException && !(cause instanceof QueryValidationException);
    }

    private static Throwable cause(Throwable wrapper) {
        return wrapper.getCause() == null ? wrapper : wrapper.getCause();
    }

    /** Executes a statement and waits for it. */
    AsyncResultSet execute(String cql, Object... values) throws IOException {
        return await(send(bind(cql, values)));
    }

    /** All rows that a query finds, page by page. */
    List<Row> rows(String cql, Object... values) throws IOException {
        return rows(bind(cql, values));
    }

    List<Row> rows(Statement<?> query) throws IOException {
        List<Row> rows = new ArrayList<>();
        AsyncResultSet page = await(send(query));
        page.currentPage().forEach(rows::add);
        while (page.hasMorePages()) {
            page = await(page.fetchNextPage().toCompletableFuture());
            page.currentPage().forEach(rows::add);
        }
        return rows;
    }

    /** What a conditional write has come to. */
    enum Outcome {
        APPLIED,
        REFUSED,
        /** It may still be applied, now or by whoever next touches the partition. */
        UNKNOWN
    }

    /**
     * Executes a conditional write once.
     *
     * @throws IOException if it is certain that it was not applied and never will be
     */
    Outcome attempt(Statement<?> conditional) throws IOException {
        CompletableFuture<AsyncResultSet> request = sendOnce(conditional);
        try {
            return request.get(limit(), TimeUnit.MILLISECONDS).wasApplied() ? Outcome.APPLIED : Outcome.REFUSED;
        } catch (ExecutionException e) {
            if (mayPass(cause(e))) {
                return Outcome.UNKNOWN;
            }
            throw failure(cause(e));
        } catch (TimeoutException e) {
            return Outcome.UNKNOWN;
        } catch (InterruptedException e) {
            throw interrupted(request);
        }
    }

    /** Waits for a request, and no longer than it may take with all repetitions. */
    <T> T await(CompletableFuture<T> request) throws IOException {
        try {
            return request.get(limit(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(cause(e));
        } catch (TimeoutException e) {
            throw new IOException("Cassandra did not answer within " + limit() + " ms", e);
        } catch (InterruptedException e) {
            throw interrupted(request);
        }
    }

    private long limit() {
        return deadline.plus(requestTimeout).plusSeconds(1).toMillis();
    }

    long deadlineFromNow() {
        return System.nanoTime() + deadline.toNanos();
    }

    private static IOException interrupted(CompletableFuture<?> request) {
        request.cancel(true);
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for Cassandra");
    }

    private static IOException failure(Throwable cause) {
        return new IOException("Cassandra failed or did not answer in time: " + cause, cause);
    }
}
