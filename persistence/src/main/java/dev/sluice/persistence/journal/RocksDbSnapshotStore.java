package dev.sluice.persistence.journal;

import akka.dispatch.Futures;
import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotSelectionCriteria;
import akka.persistence.snapshot.japi.SnapshotStore;
import com.typesafe.config.Config;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/**
 * The Akka Persistence snapshot store {@code sluice.snapshot-store}, for the snapshots of persistent actors (those of
 * operators' state go to the checkpoint store).
 *
 * <p>An acknowledged snapshot is on disk. One that cannot be read fails the recovery rather than being skipped, as the
 * events before it may be deleted already.
 */
public final class RocksDbSnapshotStore extends SnapshotStore {
    private final SharedStore store;
    private final EventCodec codec;

    /** Made by Akka, with the plug-in's own section of the configuration. */
    public RocksDbSnapshotStore(Config config) {
        var system = context().system();
        codec = new EventCodec(system);
        store = SharedStore.acquire(PluginDirectory.of(config, system.settings().config()));
    }

    @Override
    public void postStop() throws Exception {
        store.release();
        super.postStop();
    }

    /** In turn with the writes, like the journal's highest sequence number. */
    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return FutureConverters.asScala(store.changes()
                .alone(database -> SnapshotTable.newest(persistenceId, criteria, database))
                .thenCompose(found -> store.read(database -> {
                    return found.isEmpty() ? Optional.empty() : Optional.of(decode(persistenceId, found.get()));
                })));
    }

    private SelectedSnapshot decode(String persistenceId, SnapshotTable.Stored stored) throws IOException {
        EventCodec.DecodedSnapshot decoded = codec.decodeSnapshot(stored.content());
        SnapshotMetadata metadata =
                SnapshotMetadata.apply(persistenceId, stored.sequenceNr(), stored.timestamp(), decoded.metadata());
        return SelectedSnapshot.create(metadata, decoded.snapshot());
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        byte[] content;
        try {
            content = codec.encode(snapshot, metadata.metadata());
        } catch (Exception e) { // whatever a serializer throws
            return Futures.failed(e);
        }
        return FutureConverters.asScala(store.changes()
                .submit(SnapshotTable.save(
                        metadata.persistenceId(),
                        new SnapshotTable.Stored(metadata.sequenceNr(), metadata.timestamp(), content))));
    }

    /** Deletes the snapshot of a sequence number, if it has the timestamp given; a timestamp of 0 stands for any. */
    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        long timestamp = metadata.timestamp();
        return doDeleteAsync(
                metadata.persistenceId(),
                SnapshotSelectionCriteria.create(
                        metadata.sequenceNr(),
                        timestamp == 0 ? Long.MAX_VALUE : timestamp,
                        metadata.sequenceNr(),
                        timestamp));
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return FutureConverters.asScala(CompletableFuture.allOf(
                store.changes().alone(database -> SnapshotTable.delete(persistenceId, criteria, database))));
    }
}
