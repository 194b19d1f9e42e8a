package dev.sluice.examples.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Parameters;
import dev.sluice.examples.KilledRun;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetAppendTest {
    private static final int PRODUCERS = 5;
    private static final int LISTS = 20;
    private static final int PER_PRODUCER = 800;
    private static final int EVERY = 30;

    private final SetOracle oracle = new SetOracle(3, PRODUCERS, LISTS, PER_PRODUCER, EVERY);

    @TempDir
    private Path folder;

    private Path output() {
        return folder.resolve("out");
    }

    private void run(int parallelism) {
        try (Runtime runtime = Runtime.local()) {
            runtime.submit(
                            new SetAppend(),
                            Parameters.of(Map.of(
                                    "seed", "3",
                                    "producers", "" + PRODUCERS,
                                    "lists", "" + LISTS,
                                    "per-producer", "" + PER_PRODUCER,
                                    "read-every", "" + EVERY,
                                    "output", output().toString())),
                            JobOptions.defaults().withParallelism(parallelism))
                    .join();
        }
    }

    @Test
    void when_producers_append_then_each_list_holds_each_element_once_and_in_their_order() throws IOException {
        run(3);

        assertThat(oracle.firstDifference(output())).isEmpty();
    }

    @Test
    void when_the_process_is_killed_in_the_middle_and_started_again_then_nothing_is_lost_or_doubled() throws Exception {
        KilledRun.of(
                folder,
                "out",
                "run",
                "set-append",
                "--seed=3",
                "--producers=" + PRODUCERS,
                "--lists=" + LISTS,
                "--per-producer=" + PER_PRODUCER,
                "--read-every=" + EVERY,
                "--rate=2000",
                "--output=out",
                "--parallelism=2",
                "--checkpoint-interval=100ms");

        assertThat(oracle.firstDifference(output())).isEmpty();
    }

    @Test
    void when_the_output_is_not_what_was_appended_then_the_oracle_says_where() throws IOException {
        run(1);

        assertThat(new SetOracle(4, PRODUCERS, LISTS, PER_PRODUCER, EVERY).firstDifference(output()))
                .isPresent();
        assertThat(with(row -> row.startsWith("4,60,") ? "" : row)).contains("reads: lost list 4 at size 60");
        assertThat(with(row -> row.startsWith("4,60,") ? row + "\n" + row : row))
                .contains("reads: doubled list 4 at size 60");
        assertThat(with(row -> row.startsWith("4,60,") ? row.replaceFirst(" [^ ]+$", " 0:99999") : row))
                .contains("list 4 has");
        assertThat(with(row -> row.startsWith("4,60,") ? row.replaceFirst(" [^ ]+$", "") : row))
                .contains("list 4 has 59 elements at size 60");
        assertThat(with(row -> row.startsWith("4,") ? row.replaceFirst("\\b(0:\\d+)(.*?) (0:\\d+)", "$3$2 $1") : row))
                .contains(" of its producer");
        assertThat(oracle.firstDifference(output())).isEmpty();
    }

    /** What the oracle says if something is done to each row; empty rows go. */
    private String with(UnaryOperator<String> change) throws IOException {
        try (Stream<Path> all = Files.list(output())) {
            List<Path> files = all.toList();
            List<List<String>> before = new ArrayList<>();
            for (Path file : files) {
                List<String> lines = Files.readAllLines(file);
                before.add(lines);
                Files.write(
                        file,
                        lines.stream().map(change).filter(row -> !row.isEmpty()).toList());
            }
            Optional<String> difference = oracle.firstDifference(output());
            for (int i = 0; i < files.size(); i++) {
                Files.write(files.get(i), before.get(i));
            }
            return difference.orElse("");
        }
    }
}
