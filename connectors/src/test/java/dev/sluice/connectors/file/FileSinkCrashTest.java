package dev.sluice.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import dev.sluice.connectors.csv.CsvFiles;
import dev.sluice.connectors.testing.Reading;
import dev.sluice.connectors.testing.TestTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * A job that dies after any of its steps, again and again, and goes on from its last checkpoint with a new instance of
 * the sink.
 */
class FileSinkCrashTest {
    private static final int SUBTASKS = 2;
    private static final int CHECKPOINTS = 3;

    record Row(int subtask, int checkpoint, int number) {}

    @Property(tries = 80)
    void when_attempts_die_anywhere_then_each_record_is_there_once(
            @ForAll @Size(max = 6) List<@IntRange(max = 60) Integer> deaths,
            @ForAll boolean commitsAreLate,
            @ForAll boolean numbersAreUsedAgain)
            throws Exception {
        runAndCheck(deaths, commitsAreLate, numbersAreUsedAgain);
    }

    @Property
    void when_the_first_attempt_dies_after_a_certain_step_then_each_record_is_there_once(
            @ForAll @IntRange(max = 60) int death, @ForAll boolean commitsAreLate) throws Exception {
        runAndCheck(List.of(death), commitsAreLate, false);
    }

    private static void runAndCheck(List<Integer> deaths, boolean commitsAreLate, boolean numbersAreUsedAgain)
            throws Exception {
        Path dir = Files.createTempDirectory("sink-crash");
        try {
            Job job = new Job(dir, commitsAreLate, numbersAreUsedAgain);
            for (int steps : deaths) {
                job.attempt(steps);
            }
            job.attempt(Integer.MAX_VALUE);

            assertThat(Reading.all(CsvFiles.read(dir, Row.class), 1)).containsExactlyInAnyOrderElementsOf(allRows());
            try (Stream<Path> files = Files.list(dir)) {
                assertThat(files).allMatch(file -> file.toString().endsWith(".csv"));
            }
        } finally {
            delete(dir);
        }
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(dir);
    }

    private static List<Row> allRows() {
        return IntStream.rangeClosed(1, CHECKPOINTS)
                .boxed()
                .flatMap(checkpoint ->
                        IntStream.range(0, SUBTASKS).boxed().flatMap(subtask -> rows(subtask, checkpoint).stream()))
                .toList();
    }

    /** What a subtask writes before a checkpoint: nothing in one case. */
    private static List<Row> rows(int subtask, int checkpoint) {
        int count = subtask == 1 && checkpoint == 2 ? 0 : 2;
        return IntStream.range(0, count)
                .mapToObj(i -> new Row(subtask, checkpoint, i))
                .toList();
    }

    private static final class Died extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** What the engine remembers over crashes, and does between them. */
    private static final class Job {
        private final Path dir;
        private final boolean commitsAreLate;
        private final boolean numbersAreUsedAgain;
        private int attempts;
        private int done;
        private long number;
        private long completedNumber;
        private List<byte[]> completed = List.of();
        private int stepsLeft;

        Job(Path dir, boolean commitsAreLate, boolean numbersAreUsedAgain) {
            this.dir = dir;
            this.commitsAreLate = commitsAreLate;
            this.numbersAreUsedAgain = numbersAreUsedAgain;
        }

        void attempt(int steps) throws Exception {
            stepsLeft = steps;
            attempts++;
            try {
                run(CsvFiles.write(dir, Row.class));
            } catch (Died e) {
                number = numbersAreUsedAgain ? completedNumber : number;
            }
        }

        private void run(Sink<Row> sink) throws Exception {
            step();
            sink.recover(task(0), completed);
            step();
            List<SinkWriter<Row>> writers = new ArrayList<>();
            for (int i = 0; i < SUBTASKS; i++) {
                writers.add(sink.open(task(i)));
            }
            List<Transaction> toCommit = new ArrayList<>();
            while (done < CHECKPOINTS) {
                for (int i = 0; i < SUBTASKS; i++) {
                    for (Row row : rows(i, done + 1)) {
                        writers.get(i).write(row, 0);
                        step();
                    }
                }
                List<Transaction> transactions = barrier(writers);
                List<byte[]> prepared = new ArrayList<>();
                for (Transaction transaction : transactions) {
                    prepared.add(transaction.prepare());
                    step();
                }
                commit(toCommit); // at the latest before the next checkpoint completes
                done++;
                completed = prepared;
                completedNumber = number;
                step();
                toCommit.addAll(transactions);
                if (!commitsAreLate) {
                    commit(toCommit);
                }
            }
            commit(toCommit);
            sink.finish(task(0));
            step();
        }

        private List<Transaction> barrier(List<SinkWriter<Row>> writers) throws Exception {
            number++;
            List<Transaction> transactions = new ArrayList<>();
            for (SinkWriter<Row> writer : writers) {
                Transaction transaction = writer.checkpoint(number);
                step();
                if (transaction != null) {
                    transactions.add(transaction);
                }
            }
            return transactions;
        }

        private void commit(List<Transaction> transactions) throws Exception {
            for (Transaction transaction : transactions) {
                transaction.commit();
                step();
            }
            transactions.clear();
        }

        private TestTask task(int subtask) {
            return TestTask.sink("run", "sink", subtask, attempts, completedNumber);
        }

        private void step() throws Died {
            if (stepsLeft-- == 0) {
                throw new Died();
            }
        }
    }
}
