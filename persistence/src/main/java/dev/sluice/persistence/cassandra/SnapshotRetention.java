package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Deletes snapshots of a run, while other nodes write new ones that refer to blobs of old ones.
 *
 * <p>Why no blob goes that somebody has just decided to refer to: a writer first writes a row that says whose blobs it
 * may <em>use</em>, then looks whether the snapshot before, from which it knows of them, is marked as dropped, and if
 * so writes all its blobs anew. Here, snapshots are first marked as dropped, then the rows are read again. Each writes
 * before it reads, at a quorum, so at least one of the two sees the other: either the writer sees the mark, or its row
 * is seen here and what it uses stays; until then the unmarked one before has kept it. Any number of writers and
 * deleters may do so at once, without conditional writes. What is marked stays marked, and goes once nobody uses it.
 */
final class SnapshotRetention {
    private static final int DELETIONS_IN_FLIGHT = 32;

    private final Cql cql;
    private final Tables tables;
    private final String run;

    SnapshotRetention(Cql cql, Tables tables, String run) {
        this.cql = cql;
        this.tables = tables;
        this.run = run;
    }

    private record Found(SnapshotKey key, Row row) {}

    private List<Found> find() throws IOException {
        return cql.rows(tables.selectSnapshots, run).stream()
                .map(row -> new Found(SnapshotKey.of(run, row), row))
                .toList();
    }

    /** Deletes all snapshots but those to keep and those whose blobs they use. */
    void deleteBut(Predicate<SnapshotKey> keep) throws IOException {
        List<CompletableFuture<AsyncResultSet>> marks = new ArrayList<>();
        Set<UUID> droppable = new HashSet<>();
        for (Found found : find()) {
            if (!keep.test(found.key())) {
                droppable.add(found.key().id());
                if (!found.row().getBoolean("dropped")) {
                    send(marks, tables.dropSnapshot, found.key().after());
                }
            }
        }
        awaitAll(marks);
        if (droppable.isEmpty()) {
            return;
        }
        List<Found> again = find();
        Set<UUID> used = new HashSet<>();
        for (Found found : again) {
            if (!droppable.contains(found.key().id())) {
                used.addAll(Objects.requireNonNullElse(found.row().getSet("uses", UUID.class), Set.of()));
            }
        }
        List<Found> going = again.stream()
                .filter(found -> droppable.contains(found.key().id())
                        && !used.contains(found.key().id()))
                .toList();
        List<CompletableFuture<AsyncResultSet>> deletions = new ArrayList<>();
        for (Found found : going) {
            deleteContent(deletions, found.key().id(), found.row().getInt("buckets"));
        }
        awaitAll(deletions);
        deleteRows(again, going);
    }

    /** The content of one snapshot; nobody may use it. */
    void deleteContent(List<CompletableFuture<AsyncResultSet>> deletions, UUID id, int buckets) throws IOException {
        long dayAhead = TimeUnit.MILLISECONDS.toMicros(
                Instant.now().plus(Duration.ofDays(1)).toEpochMilli());
        // One more than is known of: the row may have lost the race with a killed writer.
        for (int bucket = 0; bucket <= buckets; bucket++) {
            send(deletions, tables.deleteBlobs, dayAhead, id, bucket);
        }
        send(deletions, tables.deleteIndex, dayAhead, id);
    }

    /**
     * Deletes rows by whole ranges of checkpoints where no row stays: each deleted row would leave a tombstone that
     * later queries have to read, whereas ranges that grow become one.
     */
    private void deleteRows(List<Found> all, List<Found> going) throws IOException {
        Set<UUID> gone = new HashSet<>();
        going.forEach(found -> gone.add(found.key().id()));
        TreeSet<Long> staying = new TreeSet<>();
        for (Found found : all) {
            if (!gone.contains(found.key().id())) {
                staying.add(found.key().address().checkpoint());
            }
        }
        List<CompletableFuture<AsyncResultSet>> deletions = new ArrayList<>();
        TreeSet<Long> ranges = new TreeSet<>();
        for (Found found : going) {
            long checkpoint = found.key().address().checkpoint();
            if (staying.contains(checkpoint)) {
                send(deletions, tables.deleteSnapshot, found.key().after());
            } else {
                ranges.add(checkpoint);
            }
        }
        while (!ranges.isEmpty()) {
            long first = ranges.first();
            long last = Objects.requireNonNullElse(
                    ranges.lower(Objects.requireNonNullElse(staying.higher(first), Long.MAX_VALUE)), first);
            long behind = Objects.requireNonNullElse(staying.lower(first), -1L);
            send(deletions, tables.deleteSnapshotsBetween, run, behind, last + 1);
            ranges.headSet(last, true).clear();
        }
        awaitAll(deletions);
    }

    private void send(List<CompletableFuture<AsyncResultSet>> requests, String statement, Object... values)
            throws IOException {
        requests.add(cql.send(cql.bind(statement, values)));
        if (requests.size() >= DELETIONS_IN_FLIGHT) {
            awaitAll(requests);
        }
    }

    private void awaitAll(List<CompletableFuture<AsyncResultSet>> requests) throws IOException {
        for (CompletableFuture<AsyncResultSet> request : requests) {
            cql.await(request);
        }
        requests.clear();
    }
}
