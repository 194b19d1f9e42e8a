package dev.sluice.persistence.journal;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.persistence.AtomicWrite;
import akka.persistence.DeleteMessagesSuccess;
import akka.persistence.JournalProtocol;
import akka.persistence.Persistence;
import akka.persistence.PersistentEnvelope;
import akka.persistence.PersistentRepr;
import akka.testkit.javadsl.TestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import scala.jdk.javaapi.CollectionConverters;

/** An actor system with the embedded journal, spoken to in the protocol that persistent actors use. */
final class JournalSystem implements AutoCloseable {
    static final String WRITER = "writer-1";

    final ActorSystem system;
    final TestKit probe;
    final ActorRef journal;
    final ActorRef snapshots;

    JournalSystem(Path storage) {
        this(storage, ConfigFactory.empty());
    }

    JournalSystem(Path storage, Config more) {
        system = ActorSystem.create("test", more.withFallback(config(storage)));
        probe = new TestKit(system);
        Persistence persistence = (Persistence) Persistence.apply(system);
        journal = persistence.journalFor("sluice.journal", ConfigFactory.empty());
        snapshots = persistence.snapshotStoreFor("sluice.snapshot-store", ConfigFactory.empty());
    }

    static Config config(Path storage) {
        return ConfigFactory.parseMap(Map.of("sluice.storage.directory", storage.toString()))
                .withFallback(ConfigFactory.parseString("""
                        akka {
                          loglevel = OFF
                          stdout-loglevel = OFF
                          jvm-shutdown-hooks = off
                          coordinated-shutdown.run-by-jvm-shutdown-hook = off
                          actor.allow-java-serialization = off
                          persistence.journal.plugin = "sluice.journal"
                          persistence.snapshot-store.plugin = "sluice.snapshot-store"
                          actor.serialization-bindings {
                            "dev.sluice.persistence.journal.JsonEvent" = jackson-cbor
                          }
                        }
                        """))
                .withFallback(ConfigFactory.load());
    }

    static PersistentRepr event(String persistenceId, long sequenceNr, Object payload) {
        return PersistentRepr.apply(payload, sequenceNr, persistenceId, "", false, ActorRef.noSender(), WRITER);
    }

    static AtomicWrite atomic(PersistentRepr... events) {
        return AtomicWrite.apply(CollectionConverters.asScala(List.of(events)).toSeq());
    }

    /** Sends one write request; its answers go to the probe. */
    void send(AtomicWrite... writes) {
        journal.tell(
                new JournalProtocol.WriteMessages(
                        CollectionConverters.asScala(List.<PersistentEnvelope>of(writes))
                                .toSeq(),
                        probe.getRef(),
                        1),
                probe.getRef());
    }

    /** Writes the events {@code ID-N} one by one, and waits until they are acknowledged. */
    void write(String persistenceId, long from, long to) {
        send(LongStream.rangeClosed(from, to)
                .mapToObj(nr -> atomic(event(persistenceId, nr, persistenceId + "-" + nr)))
                .toArray(AtomicWrite[]::new));
        probe.expectMsgClass(JournalProtocol.WriteMessagesSuccessful$.class);
        for (long nr = from; nr <= to; nr++) {
            probe.expectMsgClass(JournalProtocol.WriteMessageSuccess.class);
        }
    }

    void deleteTo(String persistenceId, long sequenceNr) {
        journal.tell(new JournalProtocol.DeleteMessagesTo(persistenceId, sequenceNr, probe.getRef()), probe.getRef());
        probe.expectMsgClass(DeleteMessagesSuccess.class);
    }

    /** What a recovery finds. */
    record Recovered(List<PersistentRepr> events, long highestSequenceNr) {
        List<Object> payloads() {
            return events.stream().map(PersistentRepr::payload).toList();
        }

        List<Long> numbers() {
            return events.stream().map(PersistentRepr::sequenceNr).toList();
        }
    }

    Recovered replay(String persistenceId) {
        return replay(persistenceId, 0, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    Recovered replay(String persistenceId, long from, long to, long max) {
        askReplay(persistenceId, from, to, max);
        List<PersistentRepr> events = new ArrayList<>();
        while (true) {
            Object answer = probe.expectMsgAnyClassOf(
                    JournalProtocol.ReplayedMessage.class, JournalProtocol.RecoverySuccess.class);
            if (answer instanceof JournalProtocol.ReplayedMessage replayed) {
                events.add(replayed.persistent());
            } else {
                return new Recovered(events, ((JournalProtocol.RecoverySuccess) answer).highestSequenceNr());
            }
        }
    }

    void askReplay(String persistenceId, long from, long to, long max) {
        journal.tell(new JournalProtocol.ReplayMessages(from, to, max, persistenceId, probe.getRef()), probe.getRef());
    }

    @Override
    public void close() {
        TestKit.shutdownActorSystem(system);
    }
}
