package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class BenchCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"keyed-sum", "plain-keyed-window", "plain-q5"})
    void shouldPrintALineForEachRepetitionAndNothingElse(String workload) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of("bench", workload, "--events", "20_000", "--keys", "1k", "--parallelism", "2"));
        command.addAll(List.of("--reps", "2", "--warmup-events", "1k", "--checkpoint-interval", "50ms"));

        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(process.waitFor()).isZero();
        assertThat(folder.resolve("err")).isEmptyFile();
        assertThat(lines).hasSize(2);
        for (int rep = 1; rep <= 2; rep++) {
            assertThat(lines.get(rep - 1))
                    .matches("RESULT " + workload + " rep=" + rep + " events=20000 seconds=\\d+\\.\\d{3} "
                            + "eventsPerSecond=\\d+ cpuSeconds=\\d+\\.\\d{3} outputs=\\d+ checksum=-?\\d+");
        }
        assertThat(lines.get(0).replaceAll(".*outputs", ""))
                .isEqualTo(lines.get(1).replaceAll(".*outputs", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    keyed-sums                                  | is none of keyed-sum, keyed-window, sliding-window
                    keyed-sum --events 0                        | positive whole number such as 20000000
                    keyed-sum --events 99999999999G             | positive whole number such as 20000000
                    keyed-sum --keys many                       | '--keys'
                    keyed-sum --keys 3G                         | --keys must be at most 2147483647, but is 3000000000
                    keyed-sum --parallelism 129                 | --parallelism must be at most 128
                    keyed-sum --checkpoint-interval 0s          | is not a duration of at least 1ms
                    keyed-sum --checkpoint-interval soon        | is not a duration of at least 1ms
                    --reps 3                                    | name a WORKLOAD, or give --all
                    --peers                                     | name WORKLOADs, or give --all
                    --all keyed-sum                             | give WORKLOADs or --all, not both
                    keyed-sum keyed-sums                        | "keyed-sums" is none of keyed-sum, keyed-sum-1k
                    --all --events 5                            | use --events-factor
                    --all --events-factor 0                     | --events-factor must be above 0
                    --peers keyed-sum                           | start this with the script ./sluice
                    --engines spark keyed-sum                   | "spark" is none of sluice, flink, jet, plain
                    """)
    void when_the_command_line_is_wrong_then_it_says_what_and_begins_nothing(String arguments, String message) {
        StringWriter err = new StringWriter();
        BenchCommand command = new BenchCommand();
        command.bind(new CliContext(null, List.of(), null, new PrintWriter(err), new PrintWriter(err)));
        int exitCode = new CommandLine(command)
                .setErr(new PrintWriter(err, true))
                .execute(arguments.trim().split(" +"));
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void shouldReadNumbersAsPeopleWriteThem() {
        Quantity quantity = new Quantity();
        assertThat(List.of("20000000", "20_000_000", "20M", "20m", "20_000k").stream()
                        .map(quantity::convert))
                .containsOnly(20_000_000L);
        assertThat(quantity.convert("1G")).isEqualTo(1_000_000_000L);
    }
}
