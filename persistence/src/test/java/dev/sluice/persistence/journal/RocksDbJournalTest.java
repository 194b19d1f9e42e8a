package dev.sluice.persistence.journal;

import static dev.sluice.persistence.journal.JournalSystem.atomic;
import static dev.sluice.persistence.journal.JournalSystem.event;
import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.JournalProtocol;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.Tagged;
import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Akka Persistence demands of a journal, in the terms of its own compatibility kit. */
class RocksDbJournalTest {
    private record Unserializable(String text) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    @TempDir
    Path storage;

    private JournalSystem journal;

    @BeforeEach
    void start() {
        journal = new JournalSystem(storage);
    }

    @AfterEach
    void stop() {
        journal.close();
    }

    private void restart() {
        journal.close();
        journal = new JournalSystem(storage);
    }

    @Test
    void when_nothing_was_written_then_nothing_is_replayed() {
        assertThat(journal.replay("unknown")).isEqualTo(new JournalSystem.Recovered(List.of(), 0));
    }

    @Test
    void when_written_then_all_are_replayed_in_order() {
        journal.write("a", 1, 5);
        assertThat(journal.replay("a").payloads()).containsExactly("a-1", "a-2", "a-3", "a-4", "a-5");
        assertThat(journal.replay("a").highestSequenceNr()).isEqualTo(5);
    }

    @Test
    void when_restarted_then_all_are_replayed() {
        journal.write("a", 1, 5);
        restart();
        journal.write("a", 6, 6);
        assertThat(journal.replay("a").numbers()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void when_a_range_is_asked_for_then_only_that_is_replayed() {
        journal.write("a", 1, 5);
        assertThat(journal.replay("a", 3, Long.MAX_VALUE, Long.MAX_VALUE).numbers())
                .containsExactly(3L, 4L, 5L);
        assertThat(journal.replay("a", 0, 3, Long.MAX_VALUE).numbers()).containsExactly(1L, 2L, 3L);
        assertThat(journal.replay("a", 2, 4, Long.MAX_VALUE).numbers()).containsExactly(2L, 3L, 4L);
        assertThat(journal.replay("a", 2, 2, Long.MAX_VALUE).numbers()).containsExactly(2L);
        assertThat(journal.replay("a", 5, 1, Long.MAX_VALUE).numbers()).isEmpty();
    }

    @Test
    void when_a_number_of_events_is_asked_for_then_no_more_are_replayed() {
        journal.write("a", 1, 5);
        assertThat(journal.replay("a", 0, Long.MAX_VALUE, 3).numbers()).containsExactly(1L, 2L, 3L);
        assertThat(journal.replay("a", 2, 4, 2).numbers()).containsExactly(2L, 3L);
        assertThat(journal.replay("a", 0, Long.MAX_VALUE, 0).numbers()).isEmpty();
    }

    @Test
    void when_ids_begin_alike_then_their_events_are_kept_apart() {
        List<String> ids = List.of("", "a", "aa", "a\0", "a|b", "\u00e4\ud83d\ude00", "a\u0001");
        for (String id : ids) {
            journal.write(id, 1, 2);
        }
        journal.deleteTo("a", 2);
        for (String id : ids) {
            List<Object> left = id.equals("a") ? List.of() : List.of(id + "-1", id + "-2");
            assertThat(journal.replay(id).payloads()).isEqualTo(left);
            assertThat(journal.replay(id).highestSequenceNr()).isEqualTo(2);
        }
    }

    @Test
    void when_some_are_deleted_then_the_others_are_replayed() {
        journal.write("a", 1, 5);
        journal.deleteTo("a", 3);
        assertThat(journal.replay("a").numbers()).containsExactly(4L, 5L);
        restart();
        assertThat(journal.replay("a").numbers()).containsExactly(4L, 5L);
        assertThat(journal.replay("a").highestSequenceNr()).isEqualTo(5);
    }

    @Test
    void when_all_are_deleted_then_the_highest_sequence_number_remains() {
        journal.write("a", 1, 5);
        journal.deleteTo("a", Long.MAX_VALUE);
        restart();
        assertThat(journal.replay("a")).isEqualTo(new JournalSystem.Recovered(List.of(), 5));
        journal.write("a", 6, 7);
        journal.deleteTo("a", 6);
        restart();
        assertThat(journal.replay("a").numbers()).containsExactly(7L);
        assertThat(journal.replay("a").highestSequenceNr()).isEqualTo(7);
    }

    @Test
    void when_one_of_an_atomic_write_is_not_serializable_then_none_is_written() {
        journal.send(
                atomic(event("a", 1, "first"), event("a", 2, "second")),
                atomic(event("a", 3, "third"), event("a", 4, new Unserializable("?")), event("a", 5, "fifth")),
                atomic(event("a", 6, "sixth")));
        journal.probe.expectMsgClass(JournalProtocol.WriteMessagesSuccessful$.class);
        journal.probe.expectMsgClass(JournalProtocol.WriteMessageSuccess.class);
        journal.probe.expectMsgClass(JournalProtocol.WriteMessageSuccess.class);
        for (long rejected = 3; rejected <= 5; rejected++) {
            var answer = journal.probe.expectMsgClass(JournalProtocol.WriteMessageRejected.class);
            assertThat(answer.message().sequenceNr()).isEqualTo(rejected);
            assertThat(answer.cause())
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessageContaining("Unserializable has no serializer: bind one");
        }
        journal.probe.expectMsgClass(JournalProtocol.WriteMessageSuccess.class);
        assertThat(journal.replay("a").payloads()).containsExactly("first", "second", "sixth");
    }

    @Test
    void when_java_serialization_is_allowed_then_it_is_refused_nevertheless() {
        journal.close();
        journal = new JournalSystem(storage, ConfigFactory.parseString("akka.actor.allow-java-serialization = on"));
        journal.send(atomic(event("a", 1, new Unserializable("?"))));
        journal.probe.expectMsgClass(JournalProtocol.WriteMessagesSuccessful$.class);
        journal.probe.expectMsgClass(JournalProtocol.WriteMessageRejected.class);
        assertThat(journal.replay("a").events()).isEmpty();
    }

    @Test
    void when_a_second_writer_uses_a_sequence_number_again_then_it_fails_and_the_first_event_stays() {
        journal.write("a", 1, 3);
        journal.send(atomic(event("a", 3, "usurper")));
        journal.probe.expectMsgClass(JournalProtocol.WriteMessagesFailed.class);
        var failure = journal.probe.expectMsgClass(JournalProtocol.WriteMessageFailure.class);
        assertThat(failure.cause()).hasMessageContaining("event 3 of a is refused, because event 3 is already written");
        assertThat(journal.replay("a").payloads()).containsExactly("a-1", "a-2", "a-3");
        restart();
        journal.send(atomic(event("a", 2, "usurper")));
        journal.probe.expectMsgClass(JournalProtocol.WriteMessagesFailed.class);
        journal.probe.expectMsgClass(JournalProtocol.WriteMessageFailure.class);
        journal.write("a", 4, 4);
        assertThat(journal.replay("a").payloads()).containsExactly("a-1", "a-2", "a-3", "a-4");
    }

    @Test
    void when_read_back_then_everything_about_an_event_is_as_written() {
        PersistentRepr written = PersistentRepr.apply(
                        new JsonEvent("fee", 42), 1, "a", "manifest-7", false, null, "writer-9")
                .withTimestamp(1_700_000_000_123L)
                .withMetadata("about it");
        journal.send(atomic(written));
        journal.probe.expectMsgClass(JournalProtocol.WriteMessagesSuccessful$.class);
        journal.probe.expectMsgClass(JournalProtocol.WriteMessageSuccess.class);
        restart();
        PersistentRepr read = journal.replay("a").events().get(0);
        assertThat(read.payload()).isEqualTo(new JsonEvent("fee", 42));
        assertThat(read.manifest()).isEqualTo("manifest-7");
        assertThat(read.writerUuid()).isEqualTo("writer-9");
        assertThat(read.timestamp()).isEqualTo(1_700_000_000_123L);
        assertThat(read.metadata().get()).isEqualTo("about it");
        assertThat(read.persistenceId()).isEqualTo("a");
    }

    @Test
    void when_an_event_is_tagged_then_it_is_stored_without_its_tags() {
        journal.send(atomic(event("a", 1, new Tagged("bare", Set.of("tag")))));
        journal.probe.expectMsgClass(JournalProtocol.WriteMessagesSuccessful$.class);
        journal.probe.expectMsgClass(JournalProtocol.WriteMessageSuccess.class);
        assertThat(journal.replay("a").payloads()).containsExactly("bare");
    }

    @Test
    void when_events_are_larger_than_a_group_then_they_are_written_all_the_same() {
        String large = "x".repeat(3 << 20);
        for (long nr = 1; nr <= 4; nr++) {
            journal.send(atomic(event("a", nr, large + nr)));
        }
        for (long nr = 1; nr <= 4; nr++) {
            journal.probe.expectMsgClass(JournalProtocol.WriteMessagesSuccessful$.class);
            journal.probe.expectMsgClass(JournalProtocol.WriteMessageSuccess.class);
        }
        restart();
        assertThat(journal.replay("a").payloads()).containsExactly(large + 1, large + 2, large + 3, large + 4);
    }
}
