package dev.sluice.examples.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Parameters;
import dev.sluice.examples.CommittedFiles;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankTransferTest {
    private static final int ACCOUNTS = 50;
    private static final int TRANSFERS = 4_000;

    private final BankOracle oracle = new BankOracle(7, ACCOUNTS, TRANSFERS);

    @TempDir
    private Path folder;

    private Path output() {
        return folder.resolve("out");
    }

    private void run() {
        try (Runtime runtime = Runtime.local()) {
            runtime.submit(
                            new BankTransfer(),
                            Parameters.of(Map.of(
                                    "seed",
                                    "7",
                                    "accounts",
                                    "" + ACCOUNTS,
                                    "transfers",
                                    "" + TRANSFERS,
                                    "output",
                                    output().toString())),
                            JobOptions.defaults().withParallelism(2))
                    .join();
        }
    }

    @Test
    void when_transfers_are_booked_then_each_is_posted_on_both_sides_and_the_balances_are_exact() throws IOException {
        run();

        assertThat(oracle.firstDifference(output())).isEmpty();
        assertThat(CommittedFiles.rows(output().resolve("balances"), Balance.HEADER))
                .hasSize(ACCOUNTS);
    }

    @Test
    void when_the_process_is_killed_in_the_middle_and_started_again_then_nothing_is_lost_or_doubled() throws Exception {
        KilledRun.of(
                folder,
                "out/postings",
                "run",
                "bank-transfer",
                "--seed=7",
                "--accounts=" + ACCOUNTS,
                "--transfers=" + TRANSFERS,
                "--rate=2000",
                "--output=out",
                "--parallelism=2",
                "--checkpoint-interval=100ms");

        assertThat(oracle.firstDifference(output())).isEmpty();
    }

    @Test
    void when_the_output_is_not_what_the_transfers_make_then_the_oracle_says_where() throws IOException {
        run();

        assertThat(new BankOracle(8, ACCOUNTS, TRANSFERS).firstDifference(output()))
                .isPresent();
        assertThat(with("postings", rows -> rows.remove(10))).get().asString().startsWith("postings: lost ");
        assertThat(with("postings", rows -> rows.add(rows.get(20))))
                .get()
                .asString()
                .startsWith("postings: doubled ");
        assertThat(with("postings", rows -> rows.set(5, rows.get(5).replaceFirst("(DEBIT|CREDIT),\\d+", "$1,51"))))
                .get()
                .asString()
                .startsWith("postings: ");
        assertThat(with("postings", rows -> rows.set(7, rows.get(7) + "0")))
                .get()
                .asString()
                .contains("does not follow from those before it");
        assertThat(with("balances", rows -> rows.remove(0))).get().asString().startsWith("balances: lost ");
        assertThat(with("balances", rows -> rows.set(0, rows.get(0) + "1")))
                .get()
                .asString()
                .startsWith("balances: ");
        assertThat(oracle.firstDifference(output())).isEmpty();
    }

    /** What the oracle says if something is done to the rows of one file. */
    private Optional<String> with(String sink, Change change) throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(output().resolve(sink))) {
            file = files.sorted().findFirst().orElseThrow();
        }
        List<String> before = Files.readAllLines(file);
        List<String> rows = new ArrayList<>(before.subList(1, before.size()));
        change.to(rows);
        rows.add(0, before.get(0));
        Files.write(file, rows);
        try {
            return oracle.firstDifference(output());
        } finally {
            Files.write(file, before);
        }
    }

    private interface Change {
        void to(List<String> rows);
    }
}
