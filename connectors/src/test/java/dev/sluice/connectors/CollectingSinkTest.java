package dev.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import dev.sluice.connectors.testing.TestTask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectingSinkTest {
    private final CollectingSink<String> sink = new CollectingSink<>();

    private Transaction write(int subtask, long attempt, long checkpoint, String record) throws Exception {
        SinkWriter<String> writer = sink.open(TestTask.sink("run", "sink", subtask, attempt, 0));
        writer.write(record, 0);
        return writer.checkpoint(checkpoint);
    }

    private void recover(String run, long attempt, long checkpoint, List<byte[]> transactions) {
        sink.recover(TestTask.sink(run, "sink", 0, attempt, checkpoint), transactions);
    }

    @Test
    void shouldShowRecordsOnceTheirCheckpointIsCommitted() throws Exception {
        recover("run", 1, 0, List.of());
        Transaction second = write(0, 1, 2, "second");
        Transaction first = write(1, 1, 1, "first");
        assertThat(sink.all()).containsExactly("second", "first");
        second.prepare();
        first.prepare();
        assertThat(sink.committed()).isEmpty();
        second.commit();
        first.commit();
        first.commit();
        assertThat(sink.committed()).containsExactly("first", "second");
    }

    @Test
    void when_an_attempt_fails_then_prepared_records_are_committed_or_forgotten() throws Exception {
        recover("run", 1, 0, List.of());
        byte[] completed = write(0, 1, 1, "completed").prepare();
        byte[] lost = write(0, 1, 2, "lost").prepare();
        recover("run", 2, 1, List.of(completed));
        assertThat(sink.committed()).containsExactly("completed");
        assertThatThrownBy(() -> sink.commit(new String(lost, StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalStateException.class);
        Transaction again = write(0, 2, 2, "again");
        again.prepare();
        again.commit();
        assertThat(sink.committed()).containsExactly("completed", "again");
        assertThat(sink.all()).containsExactly("completed", "lost", "again");
    }

    @Test
    void when_an_older_checkpoint_is_restored_then_what_came_after_it_goes() throws Exception {
        recover("run", 1, 0, List.of());
        Transaction first = write(0, 1, 1, "first");
        byte[] prepared = first.prepare();
        first.commit();
        Transaction second = write(0, 1, 2, "second");
        second.prepare();
        second.commit();
        recover("run", 2, 1, List.of(prepared));
        assertThat(sink.committed()).containsExactly("first");
    }

    @Test
    void when_a_run_continues_another_then_what_that_committed_up_to_there_stays() throws Exception {
        recover("run", 1, 0, List.of());
        for (long checkpoint = 1; checkpoint <= 3; checkpoint++) {
            Transaction old = write(0, 1, checkpoint, "old " + checkpoint);
            old.prepare();
            old.commit();
        }
        sink.recover(TestTask.sink("run 2", "sink", 0, 1, 1).continuing(Map.of("run", 2L)), List.of());
        assertThat(sink.committed()).containsExactly("old 1", "old 2");
        Transaction next = write(0, 1, 2, "new");
        next.prepare();
        next.commit();
        assertThat(sink.committed()).containsExactly("old 1", "old 2", "new");
        sink.recover(TestTask.sink("run 3", "sink", 0, 1, 1).continuing(Map.of("run", 2L, "run 2", 2L)), List.of());
        assertThat(sink.committed()).containsExactly("old 1", "old 2", "new");
        sink.recover(TestTask.sink("run 4", "sink", 0, 1, 1).continuing(Map.of("run", 1L)), List.of());
        assertThat(sink.committed()).as("begun anew from the first").containsExactly("old 1");
    }

    @Test
    void when_a_new_run_begins_then_earlier_results_go() throws Exception {
        recover("run", 1, 0, List.of());
        Transaction old = write(0, 1, 1, "old");
        old.prepare();
        old.commit();
        recover("run 2", 1, 0, List.of());
        assertThat(sink.committed()).isEmpty();
    }

    @Test
    void when_nothing_was_written_then_there_is_nothing_to_commit() throws Exception {
        assertThat(sink.open(TestTask.first()).checkpoint(1)).isNull();
    }
}
