package dev.sluice.examples.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ValueState;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.connectors.Values;
import dev.sluice.connectors.csv.CsvFiles;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.offline.SavepointReader;
import dev.sluice.runtime.offline.SavepointWriter;
import dev.sluice.runtime.offline.StateEntries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/state-tool.md shows. */
class StateToolGuideTest {
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    record Payment(String account, long cents) {}

    record Balance(String account, long cents) {}

    /** The job. */
    record Payments(List<Payment> payments, CollectingSink<Balance> out) implements JobDefinition {
        @Override
        public void define(Dataflow flow, Parameters params) {
            flow.source("payments", Values.from(payments))
                    .keyBy(Payment::account)
                    .process(new Totals())
                    .uid("totals")
                    .sink("balances", out);
        }
    }

    static final class Totals extends KeyedProcessFunction<String, Payment, Balance> {
        private final ValueState<Long> total = valueState("total", Long.class);

        @Override
        public void process(Payment payment, Context<String> context, Collector<Balance> out) {
            Long before = total.value();
            long after = (before == null ? 0 : before) + payment.cents();
            total.update(after);
            out.collect(new Balance(context.key(), after));
        }
    }

    static final class LoadTotals extends KeyedProcessFunction<String, Balance, Balance> {
        private final ValueState<Long> total = valueState("total", Long.class);

        @Override
        public void process(Balance balance, Context<String> context, Collector<Balance> out) {
            total.update(balance.cents());
        }
    }

    @TempDir
    private Path folder;

    private Path bootstrap() throws Exception {
        Path balances = folder.resolve("balances.csv");
        Files.writeString(balances, "account,cents\nann,100\nbob,2500\n");
        Path savepoint = folder.resolve("first");
        SavepointWriter.newSavepoint("payments")
                .withOperator(
                        "totals",
                        flow -> flow.source("balances", CsvFiles.read(balances, Balance.class))
                                .keyBy(Balance::account)
                                .process(new LoadTotals()))
                .write(savepoint);
        return savepoint;
    }

    private static Map<String, Long> totals(Path savepoint, String uid) throws Exception {
        Map<String, Long> totals = new TreeMap<>();
        try (SavepointReader reader = SavepointReader.open(savepoint)) {
            StateEntries<String, Long> entries =
                    reader.operator(uid).keyedBy(String.class).value("total", Long.class);
            entries.forEach((account, total) -> totals.put(account, total));
        }
        return totals;
    }

    @Test
    void when_balances_are_loaded_then_the_job_goes_on_from_them() throws Exception {
        Path savepoint = bootstrap();
        assertThat(totals(savepoint, "totals")).isEqualTo(Map.of("ann", 100L, "bob", 2_500L));
        CollectingSink<Balance> out = new CollectingSink<>();
        Payments payments = new Payments(List.of(new Payment("ann", 20), new Payment("eve", 1)), out);
        try (Runtime runtime = Runtime.local()) {
            JobOptions options = JobOptions.defaults().withStartFrom(StartFrom.savepoint(savepoint.toString()));
            assertThat(runtime.submit(payments, Parameters.none(), options)
                            .join()
                            .state())
                    .isEqualTo(JobState.FINISHED);
        }
        assertThat(out.committed()).containsExactlyInAnyOrder(new Balance("ann", 120), new Balance("eve", 1));
    }

    @Test
    void when_a_savepoint_is_changed_then_the_other_stays() throws Exception {
        Path first = bootstrap();
        Path second = folder.resolve("second");
        try (SavepointReader reader = SavepointReader.open(first)) {
            StateEntries<String, Long> totals =
                    reader.operator("totals").keyedBy(String.class).value("total", Long.class);
            SavepointWriter.fromExistingSavepoint(first)
                    .changeOperatorIdentifier("totals", "totals-in-cents")
                    .withOperator(
                            "totals",
                            flow -> flow.source("in-cents", totals.source(Balance::new))
                                    .map(balance -> new Balance(balance.account(), balance.cents() / 100))
                                    .keyBy(Balance::account)
                                    .process(new LoadTotals()))
                    .write(second);
        }
        assertThat(totals(first, "totals")).isEqualTo(Map.of("ann", 100L, "bob", 2_500L));
        assertThat(totals(second, "totals")).isEqualTo(Map.of("ann", 1L, "bob", 25L));
        assertThat(totals(second, "totals-in-cents")).isEqualTo(totals(first, "totals"));
    }

    @Test
    void shouldReadWithoutTheClasses() throws Exception {
        try (SavepointReader reader = SavepointReader.open(bootstrap());
                Stream<Map<String, Object>> entries = reader.operator("totals").raw("total")) {
            assertThat(entries)
                    .containsExactlyInAnyOrder(
                            Map.of("key", "ann", "value", 100L), Map.of("key", "bob", "value", 2_500L));
        }
    }

    @Test
    void shouldShowOnlyCodeOfThisTest() throws Exception {
        String test = withoutSpace(
                Files.readString(Path.of("src/test/java/dev/sluice/examples/state/StateToolGuideTest.java")));
        List<String> shown = JAVA.matcher(Files.readString(Path.of("../docs/state-tool.md")))
                .results()
                .map(found -> withoutSpace(found.group(1)))
                .toList();
        assertThat(shown).hasSize(4).allMatch(test::contains);
    }

    /** The formatter breaks lines by how far they are indented. */
    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
