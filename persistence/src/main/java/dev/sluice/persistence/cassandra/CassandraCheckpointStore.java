package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.sluice.persistence.cassandra.ReusableBlobs.Candidates;
import dev.sluice.persistence.cassandra.RunPartition.ManifestRow;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.DamagedSnapshotException;
import dev.sluice.persistence.checkpoint.ManifestFormat;
import dev.sluice.persistence.checkpoint.PartedWriter;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.checkpoint.StaleEpochException;
import dev.sluice.persistence.checkpoint.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint store in Cassandra, for all nodes of a cluster; each has one of its own over the same tables
 * ({@link CassandraSchema}).
 *
 * <p>Everything is written and read at a quorum of the local data centre. Snapshots of an epoch that is over are
 * refused at their beginning and end too, and a snapshot refers to the blobs of the one before where they are equal.
 * Calls fail with an {@link IOException} within a bounded time when Cassandra does not answer.
 */
public final class CassandraCheckpointStore implements CheckpointStore {
    private static final Logger LOG = LoggerFactory.getLogger(CassandraCheckpointStore.class);

    private final CassandraStoreSettings settings;
    private final Cql cql;
    private final Tables tables;
    private final Consumer<DamagedSnapshotException> damage;
    private final ReusableBlobs reusable = new ReusableBlobs();
    private final Map<SnapshotAddress, UUID> beingWritten = new ConcurrentHashMap<>();

    /** A store that logs the damage it finds. */
    public CassandraCheckpointStore(CqlSession session, CassandraStoreSettings settings) {
        this(session, settings, found -> LOG.warn("Left out: {}", found.getMessage()));
    }

    /**
     * A store.
     *
     * @param session not closed by this
     * @param damage told of every damaged manifest that is left out, on the thread that came across it
     */
    public CassandraCheckpointStore(
            CqlSession session, CassandraStoreSettings settings, Consumer<DamagedSnapshotException> damage) {
        this.settings = settings;
        this.damage = damage;
        cql = new Cql(session, settings.requestTimeout(), settings.deadline());
        tables = new Tables(settings.keyspace());
    }

    private RunPartition partition(String run) {
        return new RunPartition(cql, tables, run);
    }

    /** @throws StaleEpochException if a later epoch than the address has has been declared */
    @Override
    public SnapshotWriter begin(SnapshotAddress address) throws IOException {
        return new PartedWriter(address, new Rows());
    }

    private final class Rows implements PartedWriter.Pieces {
        @Override
        public PieceWriter begin(SnapshotAddress piece) throws IOException {
            return beginPiece(piece);
        }

        @Override
        public void requireThere(SnapshotHandle shared) throws IOException {
            new SnapshotIndexes(cql, tables).requireThere(shared);
        }

        @Override
        public void discard(SnapshotHandle part) throws IOException {
            SnapshotKey key = new SnapshotKey(part.address(), UUID.fromString(part.location()));
            Row row = row(key);
            if (row != null) {
                cql.execute(tables.dropSnapshot, key.after()); // known at once, where the deletion is not waited for
                CassandraCheckpointStore.this.discard(key, row.getInt("buckets"));
            }
        }

        @Override
        public void closed(SnapshotAddress piece) {
            beingWritten.remove(piece);
        }
    }

    private PieceWriter beginPiece(SnapshotAddress address) throws IOException {
        SnapshotKey key = new SnapshotKey(address, UUID.randomUUID());
        if (beingWritten.putIfAbsent(address, key.id()) != null) {
            throw new FileAlreadyExistsException(address.toString(), null, "this snapshot is being written already");
        }
        boolean begun = false;
        try {
            partition(address.run()).check(address.epoch());
            for (Row row : cql.rows(
                    tables.selectSnapshotsAt,
                    address.run(),
                    address.checkpoint(),
                    address.epoch(),
                    SnapshotKey.vertex(address),
                    address.subtask())) {
                if (row.getBoolean("committed") && SnapshotKey.isAlive(row)) {
                    throw new FileAlreadyExistsException(address.toString(), null, "this snapshot was written already");
                }
            }
            // Parts are shared as a whole; their blobs are not looked for in others.
            Candidates candidates = address.part() == 0 ? reusable.of(address) : Candidates.NONE;
            cql.execute(tables.insertSnapshot, key.after(candidates.owners()));
            Map<ByteBuffer, Blob> known = mayStillUse(candidates) ? candidates.blobs() : Map.of();
            BlobUploads uploads = new BlobUploads(cql, tables, key, settings.writesInFlight(), known);
            PieceWriter writer =
                    new CassandraSnapshotWriter(cql, tables, key, settings.blobBytes(), uploads, new WriterOwner());
            begun = true;
            return writer;
        } finally {
            if (!begun) {
                beingWritten.remove(address);
            }
        }
    }

    /** Asked after the row that names them was written: {@link SnapshotRetention} says why. */
    private boolean mayStillUse(Candidates candidates) throws IOException {
        SnapshotKey before = candidates.before();
        return before != null && isAlive(before);
    }

    private boolean isAlive(SnapshotKey key) throws IOException {
        Row row = row(key);
        return row != null && SnapshotKey.isAlive(row);
    }

    private @Nullable Row row(SnapshotKey key) throws IOException {
        return cql.execute(tables.selectSnapshot, key.after()).one();
    }

    private final class WriterOwner implements CassandraSnapshotWriter.Owner {
        @Override
        public void check(SnapshotKey key) throws IOException {
            partition(key.address().run()).check(key.address().epoch());
            if (!isAlive(key)) {
                throw new IOException("snapshot " + key + " was deleted while it was being written");
            }
        }

        @Override
        public void committed(SnapshotKey key, SnapshotIndex index, long ownBytes) {
            if (key.address().part() == 0) {
                reusable.committed(key, index, ownBytes);
            }
        }

        @Override
        public void closed(SnapshotKey key, boolean committed, int buckets) {
            if (!committed) {
                discard(key, buckets);
            }
        }
    }

    /** Deletes an unfinished snapshot, without waiting: if that fails, retention comes across it. */
    private void discard(SnapshotKey key, int buckets) {
        try {
            // Prepared here, for what follows runs on a thread of the driver, which must not block.
            Statement<?> deleteRow = cql.bind(tables.deleteSnapshot, key.after());
            List<CompletableFuture<AsyncResultSet>> deletions = new ArrayList<>();
            new SnapshotRetention(cql, tables, key.address().run()).deleteContent(deletions, key.id(), buckets);
            CompletableFuture<?> unused = CompletableFuture.allOf(deletions.toArray(CompletableFuture[]::new))
                    .thenCompose(done -> cql.send(deleteRow))
                    .whenComplete((done, error) -> {
                        if (error != null) {
                            LOG.debug("Unfinished snapshot {} is left for retention to delete", key, error);
                        }
                    });
        } catch (IOException e) {
            LOG.debug("Unfinished snapshot {} is left for retention to delete", key, e);
        }
    }

    @Override
    public SnapshotReader open(SnapshotHandle handle) throws IOException {
        SnapshotIndex index = new SnapshotIndexes(cql, tables).read(handle);
        return new CassandraSnapshotReader(
                SnapshotIndexes.location(tables, handle),
                index,
                new BlobReads(cql, tables, index.blobs()),
                settings.readAhead());
    }

    @Override
    public void fence(String run, long epoch) throws IOException {
        partition(run).fence(epoch);
    }

    @Override
    public void complete(CheckpointManifest manifest) throws IOException {
        partition(manifest.run()).complete(manifest);
    }

    @Override
    public List<CheckpointManifest> completed(String run) throws IOException {
        List<CheckpointManifest> manifests = new ArrayList<>();
        for (ManifestRow row : partition(run).manifests()) {
            decode(run, row).ifPresent(manifests::add);
        }
        manifests.sort(Comparator.comparingLong(CheckpointManifest::epoch)
                .thenComparingLong(CheckpointManifest::checkpoint)
                .reversed());
        return manifests;
    }

    /** @throws UnsupportedFormatException if a newer release wrote it */
    private Optional<CheckpointManifest> decode(String run, ManifestRow row) throws IOException {
        String location = tables.checkpoints + " (run = " + run + ", checkpoint = " + row.checkpoint() + ", attempt = "
                + row.attempt() + ", savepoint = " + row.savepoint() + ")";
        try {
            CheckpointManifest manifest = ManifestFormat.decode(row.content(), location);
            if (!manifest.run().equals(run)
                    || manifest.checkpoint() != row.checkpoint()
                    || manifest.epoch() != row.attempt()
                    || manifest.savepoint() != row.savepoint()) {
                throw new DamagedSnapshotException(location, 0, "this is the manifest of another checkpoint");
            }
            return Optional.of(manifest);
        } catch (DamagedSnapshotException e) {
            damage.accept(e);
            return Optional.empty();
        }
    }

    private record Attempted(long checkpoint, long epoch) {}

    @Override
    public void retain(String run, Set<Long> checkpoints, long olderThan) throws IOException {
        RunPartition partition = partition(run);
        Set<String> named = new HashSet<>();
        Set<Attempted> declared = new HashSet<>();
        List<ManifestRow> dropped = new ArrayList<>();
        for (ManifestRow row : partition.manifests()) {
            if (row.savepoint() || checkpoints.contains(row.checkpoint()) || row.checkpoint() >= olderThan) {
                declared.add(new Attempted(row.checkpoint(), row.attempt())); // even if it is damaged
                decode(run, row)
                        .ifPresent(manifest -> manifest.snapshots().stream()
                                .flatMap(snapshot -> snapshot.pieces().stream())
                                .forEach(piece -> named.add(piece.location())));
            } else {
                dropped.add(row);
            }
        }
        // First what declares checkpoints complete, so that at no time one is declared whose snapshots are gone.
        partition.delete(dropped);
        new SnapshotRetention(cql, tables, run).deleteBut(key -> {
            SnapshotAddress address = key.address();
            return checkpoints.contains(address.checkpoint())
                    || address.checkpoint() >= olderThan
                    || declared.contains(new Attempted(address.checkpoint(), address.epoch()))
                    || named.contains(key.id().toString())
                    || key.id().equals(beingWritten.get(address));
        });
    }

    @Override
    public void deleteRun(String run) throws IOException {
        reusable.forget(run);
        RunPartition partition = partition(run);
        partition.delete(partition.manifests());
        new SnapshotRetention(cql, tables, run).deleteBut(key -> false);
        cql.execute(tables.deleteSnapshots, run);
        partition.forget();
    }

    /** The session is its owner's, and writers and readers hold the rest. */
    @Override
    public void close() {
        reusable.clear();
    }
}
