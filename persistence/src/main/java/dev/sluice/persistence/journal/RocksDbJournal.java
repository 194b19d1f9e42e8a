package dev.sluice.persistence.journal;

import akka.dispatch.Futures;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.japi.AsyncWriteJournal;
import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/**
 * The Akka Persistence journal {@code sluice.journal}.
 *
 * <p>An acknowledged write is on disk and survives the loss of power. The events of one {@link AtomicWrite} are written
 * all or none. Events are replayed without gaps in their order. Only an event that cannot be serialized is rejected;
 * anything else fails the write. A second writer for a persistence id fails.
 */
public final class RocksDbJournal extends AsyncWriteJournal {
    private final SharedStore store;
    private final EventCodec codec;

    /** Made by Akka, with the plug-in's own section of the configuration. */
    public RocksDbJournal(Config config) {
        var system = context().system();
        codec = new EventCodec(system);
        store = SharedStore.acquire(PluginDirectory.of(config, system.settings().config()));
    }

    @Override
    public void postStop() throws Exception {
        store.release();
        super.postStop();
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> messages) {
        List<EventTable.Entry> entries = new ArrayList<>();
        List<Optional<Exception>> results = new ArrayList<>();
        for (AtomicWrite message : messages) {
            int before = entries.size();
            try {
                for (PersistentRepr event : CollectionConverters.asJava(message.payload())) {
                    entries.add(new EventTable.Entry(event.persistenceId(), event.sequenceNr(), codec.encode(event)));
                }
                results.add(Optional.empty());
            } catch (Exception e) { // whatever a serializer throws, Scala ones also checked exceptions
                entries.subList(before, entries.size()).clear();
                results.add(Optional.of(e));
            }
        }
        if (entries.isEmpty()) {
            return Futures.successful(results);
        }
        return FutureConverters.asScala(
                store.changes().submit(store.events().append(entries)).thenApply(done -> results));
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
        return done(store.changes().alone(database -> EventTable.deleteTo(persistenceId, toSequenceNr, database)));
    }

    /**
     * In turn with the writes: an actor that restarts may ask while the writes of its former self are still under way.
     */
    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        return FutureConverters.asScala(
                store.changes().alone(database -> EventTable.highestStored(persistenceId, database)));
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replay) {
        return done(store.read(database -> EventTable.replay(
                persistenceId, from, to, max, database, event -> replay.accept(codec.decodeEvent(event)))));
    }

    private static Future<Void> done(CompletableFuture<?> what) {
        return FutureConverters.asScala(CompletableFuture.allOf(what));
    }
}
