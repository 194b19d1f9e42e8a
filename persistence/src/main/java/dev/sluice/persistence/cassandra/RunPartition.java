package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.ManifestFormat;
import dev.sluice.persistence.checkpoint.StaleEpochException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The partition of a run in the table of checkpoints: its epoch and its manifests. All that changes it is conditional
 * on the epoch, in one round with it: what an old attempt sends late changes nothing, wherever it was delayed.
 */
final class RunPartition {
    private static final long PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 400;

    /** Cassandra warns of batches with many statements. */
    private static final int MOST_IN_A_BATCH = 40;

    private final Cql cql;
    private final Tables tables;
    private final String run;

    RunPartition(Cql cql, Tables tables, String run) {
        this.cql = cql;
        this.tables = tables;
        this.run = run;
    }

    /** A row of a manifest. */
    record ManifestRow(long checkpoint, long attempt, boolean savepoint, byte[] content) {
        Object[] key(String run) {
            return new Object[] {run, checkpoint, attempt, savepoint};
        }
    }

    /** The current epoch, as of what has been declared before this is called; null if none was. */
    private @Nullable Long epoch(DefaultConsistencyLevel consistency) throws IOException {
        AsyncResultSet found =
                cql.await(cql.send(cql.bind(tables.selectEpoch, run).setConsistencyLevel(consistency)));
        Row row = found.one();
        return row == null ? null : row.get("epoch", Long.class);
    }

    /**
     * Refuses an epoch that is over.
     *
     * @throws StaleEpochException if a later one has been declared
     */
    void check(long epoch) throws IOException {
        refuse(epoch, epoch(DefaultConsistencyLevel.LOCAL_QUORUM));
    }

    private void refuse(long epoch, @Nullable Long current) throws StaleEpochException {
        if (current != null && current > epoch) {
            throw new StaleEpochException(run, epoch, current);
        }
    }

    void fence(long epoch) throws IOException {
        change(epoch, List.of(), () -> false);
    }

    void complete(CheckpointManifest manifest) throws IOException {
        ManifestRow row = new ManifestRow(
                manifest.checkpoint(), manifest.epoch(), manifest.savepoint(), ManifestFormat.encode(manifest));
        Object[] values = {ByteBuffer.wrap(row.content()), run, row.checkpoint(), row.attempt(), row.savepoint()};
        change(
                manifest.epoch(),
                List.of(cql.bind(tables.insertManifest, values)),
                () -> manifests().stream().anyMatch(found -> Arrays.equals(found.content(), row.content())));
    }

    /** Deletes manifests, whatever the epoch. */
    void delete(List<ManifestRow> manifests) throws IOException {
        for (int from = 0; from < manifests.size(); from += MOST_IN_A_BATCH) {
            List<Statement<?>> deletions = new ArrayList<>();
            for (ManifestRow row : manifests.subList(from, Math.min(from + MOST_IN_A_BATCH, manifests.size()))) {
                deletions.add(cql.bind(tables.deleteManifest, row.key(run)));
            }
            repeat("delete manifests", () -> {
                Long current = epoch(DefaultConsistencyLevel.LOCAL_SERIAL);
                return current == null ? Cql.Outcome.APPLIED : cql.attempt(raising(current, current, deletions));
            });
        }
    }

    /** Forgets the epoch. */
    void forget() throws IOException {
        repeat("forget the epoch", () -> {
            Long current = epoch(DefaultConsistencyLevel.LOCAL_SERIAL);
            return current == null ? Cql.Outcome.APPLIED : cql.attempt(cql.bind(tables.dropEpoch, run, current));
        });
    }

    List<ManifestRow> manifests() throws IOException {
        List<ManifestRow> manifests = new ArrayList<>();
        // Serial, so that a completion whose outcome was unknown to its writer is either seen now or never happens.
        Statement<?> query =
                cql.bind(tables.selectManifests, run).setConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL);
        for (Row row : cql.rows(query)) {
            ByteBuffer content = row.getByteBuffer("manifest");
            if (content != null) {
                byte[] bytes = new byte[content.remaining()];
                content.get(bytes);
                manifests.add(new ManifestRow(
                        row.getLong("checkpoint"), row.getLong("attempt"), row.getBoolean("savepoint"), bytes));
            }
        }
        return manifests;
    }

    private interface Check {
        boolean holds() throws IOException;
    }

    /** Declares an epoch and makes changes in one round. Repeating that changes nothing more. */
    private void change(long epoch, List<Statement<?>> changes, Check wasMade) throws IOException {
        boolean[] doubt = new boolean[1];
        repeat("declare epoch " + epoch, () -> {
            Long current = epoch(DefaultConsistencyLevel.LOCAL_SERIAL);
            if (current != null && current > epoch && doubt[0] && wasMade.holds()) {
                return Cql.Outcome.APPLIED; // by an earlier try, before the later epoch began
            }
            refuse(epoch, current);
            if (current != null && current == epoch && changes.isEmpty()) {
                return Cql.Outcome.APPLIED;
            }
            Cql.Outcome outcome = cql.attempt(raising(current, epoch, changes));
            doubt[0] |= outcome == Cql.Outcome.UNKNOWN;
            return outcome;
        });
    }

    private Statement<?> raising(@Nullable Long from, long to, List<Statement<?>> changes) throws IOException {
        Statement<?> raise = cql.bind(tables.raiseEpoch, to, run, from);
        if (changes.isEmpty()) {
            return raise;
        }
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.LOGGED);
        batch.addStatement((BatchableStatement<?>) raise);
        changes.forEach(change -> batch.addStatement((BatchableStatement<?>) change));
        return cql.configured(batch.build());
    }

    private interface Attempt {
        Cql.Outcome run() throws IOException;
    }

    /** Until it is applied; it looks anew each time. Others that change the same partition can make it lose a round. */
    private void repeat(String what, Attempt attempt) throws IOException {
        long deadline = cql.deadlineFromNow();
        for (long pause = PAUSE_MS;
                attempt.run() != Cql.Outcome.APPLIED;
                pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
            if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) - deadline > 0) {
                throw new IOException("could not " + what + " of run " + run + " in " + tables.checkpoints
                        + ": Cassandra did not answer in time");
            }
            cql.await(new CompletableFuture<Void>().completeOnTimeout(null, pause, TimeUnit.MILLISECONDS));
        }
    }
}
