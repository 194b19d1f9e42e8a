package dev.sluice.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import dev.sluice.connectors.csv.CsvFiles;
import dev.sluice.connectors.testing.TestTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSinkTest {
    @TempDir
    Path dir;

    record Word(String word) {}

    private Sink<Word> sink() {
        return CsvFiles.write(dir, Word.class);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Transaction write(TestTask task, long checkpoint, String... words) throws Exception {
        SinkWriter<Word> writer = sink().open(task);
        for (String word : words) {
            writer.write(new Word(word), 0);
        }
        return writer.checkpoint(checkpoint);
    }

    private void commit(TestTask task, long checkpoint, String... words) throws Exception {
        Transaction transaction = write(task, checkpoint, words);
        transaction.prepare();
        transaction.commit();
    }

    @Test
    void shouldGoThroughHiddenFilesToTheCommittedOne() throws Exception {
        TestTask task = TestTask.sink("r", "out", 1, 3, 0);
        Transaction transaction = write(task, 7, "one");
        assertThat(files()).containsExactly(".job.out.r.n0.s1.a3.csv.inprogress");
        transaction.prepare();
        assertThat(files()).containsExactly(".job.out.r.c000007.s1.a3.csv.pending");
        transaction.commit();
        assertThat(files()).containsExactly("job.out.r.c000007.s1.csv");
        transaction.commit();
        assertThat(dir.resolve("job.out.r.c000007.s1.csv")).hasContent("word\none\n");
    }

    @Test
    void when_a_committed_file_was_deleted_then_committing_again_fails() throws Exception {
        Transaction transaction = write(TestTask.first(), 1, "one");
        byte[] prepared = transaction.prepare();
        transaction.commit();
        Files.delete(dir.resolve("job.sink.run-1.c000001.s0.csv"));
        assertThatThrownBy(transaction::commit)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("job.sink.run-1.c000001.s0.csv is missing");
        assertThatThrownBy(() -> sink().recover(TestTask.sink("run-1", "sink", 0, 2, 1), List.of(prepared)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void when_a_run_continues_another_then_what_that_committed_up_to_there_stays_and_later_results_go()
            throws Exception {
        TestTask first = TestTask.sink("r1", "sink", 0, 1, 0);
        for (long checkpoint = 1; checkpoint <= 3; checkpoint++) {
            commit(first, checkpoint, "old");
        }
        TestTask second = TestTask.sink("r2", "sink", 0, 1, 1).continuing(Map.of("r1", 2L));
        sink().recover(second, List.of());
        commit(second, 2, "new");
        assertThat(files())
                .containsExactly(
                        "job.sink.r1.c000001.s0.csv", "job.sink.r1.c000002.s0.csv", "job.sink.r2.c000002.s0.csv");
        sink().finish(second);
        assertThat(files()).hasSize(3);
    }

    @Test
    void when_a_run_continues_another_in_a_directory_of_its_own_then_what_that_prepared_is_committed_where_it_is()
            throws Exception {
        byte[] prepared = write(TestTask.sink("r1", "sink", 0, 1, 0), 4, "old").prepare();
        Path elsewhere = dir.resolve("elsewhere");
        TestTask second = TestTask.sink("r2", "sink", 0, 1, 1).continuing(Map.of("r1", 4L));
        CsvFiles.write(elsewhere, Word.class).recover(second, List.of(prepared));
        assertThat(files()).containsExactly("elsewhere", "job.sink.r1.c000004.s0.csv");
        CsvFiles.write(elsewhere, Word.class).recover(second, List.of(prepared));
        assertThat(dir.resolve("job.sink.r1.c000004.s0.csv")).hasContent("word\nold\n");
    }

    @Test
    void when_a_transaction_is_of_version_1_then_it_is_committed_in_the_sinks_own_directory() throws Exception {
        write(TestTask.sink("r", "sink", 0, 1, 0), 4, "old").prepare();
        byte[] version1 =
                "1\n.job.sink.r.c000004.s0.a1.csv.pending\njob.sink.r.c000004.s0.csv".getBytes(StandardCharsets.UTF_8);
        sink().recover(TestTask.sink("r", "sink", 0, 2, 4), List.of(version1));
        assertThat(files()).containsExactly("job.sink.r.c000004.s0.csv");
    }

    @Test
    void when_a_new_run_commits_then_earlier_results_are_replaced_and_not_before() throws Exception {
        commit(TestTask.sink("r1", "sink", 0, 1, 0), 1, "old");
        commit(TestTask.sink("r1", "sink", 1, 1, 0), 1, "old too");
        TestTask second = TestTask.sink("r2", "sink", 0, 1, 0);
        sink().recover(second, List.of());
        Transaction transaction = write(second, 1, "new");
        transaction.prepare();
        assertThat(files())
                .contains("job.sink.r1.c000001.s0.csv", "job.sink.r1.c000001.s1.csv")
                .hasSize(3);
        transaction.commit();
        assertThat(files()).containsExactly("job.sink.r2.c000001.s0.csv");
    }

    @Test
    void when_a_run_without_results_finishes_then_earlier_results_go() throws Exception {
        commit(TestTask.sink("r1", "sink", 0, 1, 0), 1, "old");
        TestTask second = TestTask.sink("r2", "sink", 0, 1, 0);
        sink().recover(second, List.of());
        assertThat(write(second, 1)).isNull();
        assertThat(files()).hasSize(1);
        sink().finish(second);
        assertThat(files()).isEmpty();
    }

    @Test
    void when_a_run_with_results_finishes_then_they_stay() throws Exception {
        TestTask task = TestTask.first();
        commit(task, 1, "one");
        sink().finish(task);
        assertThat(files()).containsExactly("job.sink.run-1.c000001.s0.csv");
    }

    @Test
    void when_an_attempt_begins_then_hidden_files_of_earlier_attempts_and_runs_go() throws Exception {
        write(TestTask.sink("r1", "sink", 0, 1, 0), 1, "other run, in progress");
        write(TestTask.sink("r1", "sink", 1, 9, 0), 1, "other run, pending").prepare();
        write(TestTask.sink("r2", "sink", 0, 1, 0), 1, "earlier attempt, in progress");
        write(TestTask.sink("r2", "sink", 1, 1, 0), 1, "earlier attempt, pending")
                .prepare();
        write(TestTask.sink("r2", "sink", 1, 2, 0), 1, "this attempt, in progress");
        write(TestTask.sink("r2", "sink", 0, 2, 0), 1, "this attempt, pending").prepare();
        sink().recover(TestTask.sink("r2", "sink", 0, 2, 0), List.of());
        assertThat(files())
                .containsExactly(".job.sink.r2.c000001.s0.a2.csv.pending", ".job.sink.r2.n0.s1.a2.csv.inprogress");
    }

    @Test
    void when_an_older_checkpoint_is_restored_then_what_came_after_it_goes() throws Exception {
        Transaction first = write(TestTask.first(), 1, "one");
        byte[] prepared = first.prepare();
        first.commit();
        commit(TestTask.first(), 2, "two");
        commit(TestTask.first(), 3, "three");
        sink().recover(TestTask.sink("run-1", "sink", 0, 2, 1), List.of(prepared));
        assertThat(files()).containsExactly("job.sink.run-1.c000001.s0.csv");
    }

    @Test
    void shouldNeverTouchFilesOfOthers() throws Exception {
        commit(TestTask.sink("r1", "other", 0, 1, 0), 5, "other sink");
        write(TestTask.sink("r1", "other", 0, 1, 0), 5, "other sink, in progress");
        for (String name : List.of(
                "mine.csv",
                ".hidden",
                ".x.csv.inprogress",
                "job.sink.csv",
                "job.sink.r0.c1.s0.a.csv",
                "job2.sink.r0.c000001.s0.csv",
                "job.sink.r0.c000001.s0.csv.bak")) {
            Files.writeString(dir.resolve(name), "x");
        }
        List<String> before = files();
        TestTask task = TestTask.sink("r2", "sink", 0, 2, 0);
        sink().recover(task, List.of());
        commit(task, 1, "mine");
        sink().finish(task);
        assertThat(files()).containsAll(before).hasSize(before.size() + 1);
    }

    @Test
    void when_names_are_strange_then_files_still_belong_to_their_sink() throws Exception {
        for (String uid : List.of("../up", "a.b", "ä ö", "x".repeat(300), "")) {
            TestTask task = TestTask.sink("run/1.2", uid, 0, 1, 0);
            commit(task, 1, "old");
            commit(TestTask.sink("run/2", uid, 0, 1, 0), 1, "new");
            assertThat(files()).hasSize(1).allMatch(name -> name.length() < 200);
            Files.delete(dir.resolve(files().get(0)));
        }
    }

    @Test
    void when_an_ended_attempt_prepares_late_then_its_file_goes_at_the_end() throws Exception {
        TestTask second = TestTask.sink("r", "sink", 0, 2, 0);
        Transaction late = write(TestTask.sink("r", "sink", 1, 1, 0), 1, "late");
        late.prepare();
        commit(second, 2, "one");
        Transaction pending = write(TestTask.sink("r", "sink", 1, 2, 0), 2, "two");
        pending.prepare();
        sink().finish(second);
        assertThat(files()).containsExactly(".job.sink.r.c000002.s1.a2.csv.pending", "job.sink.r.c000002.s0.csv");
        pending.commit();
        assertThat(files()).containsExactly("job.sink.r.c000002.s0.csv", "job.sink.r.c000002.s1.csv");
    }

    @Test
    void when_two_attempts_commit_the_same_transaction_then_both_succeed() throws Exception {
        Transaction transaction = write(TestTask.sink("r", "sink", 0, 1, 0), 1, "one");
        byte[] prepared = transaction.prepare();
        sink().recover(TestTask.sink("r", "sink", 0, 2, 1), List.of(prepared));
        transaction.commit();
        assertThat(files()).containsExactly("job.sink.r.c000001.s0.csv");
    }

    @Test
    void when_a_writer_is_closed_before_a_checkpoint_then_nothing_is_left() throws Exception {
        try (SinkWriter<Word> writer = sink().open(TestTask.first())) {
            writer.write(new Word("one"), 0);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void when_the_directory_does_not_exist_then_it_is_made() throws Exception {
        CsvFiles.write(dir.resolve("a/b"), Word.class).open(TestTask.first()).close();
        assertThat(dir.resolve("a/b")).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "file/below"})
    void when_the_directory_is_a_file_then_it_is_named_with_the_fix(String name) throws Exception {
        Files.writeString(dir.resolve("file"), "x");
        assertThatThrownBy(() -> CsvFiles.write(dir.resolve(name), Word.class).open(TestTask.first()))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining(dir.resolve(name).toString())
                .hasMessageContaining("give another one");
    }

    @Test
    void when_the_directory_cannot_be_made_then_it_is_named_with_the_fix() {
        Path impossible = Path.of("/proc/nothing/here");
        assertThatThrownBy(() -> CsvFiles.write(impossible, Word.class).recover(TestTask.first(), List.of()))
                .isInstanceOf(PermanentException.class)
                .hasMessageStartingWith("the directory /proc/nothing/here cannot be made (")
                .hasMessageContaining("give another one");
    }
}
