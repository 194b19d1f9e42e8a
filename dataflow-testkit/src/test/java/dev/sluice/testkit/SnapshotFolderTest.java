package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.Redistribution;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.Console;
import dev.sluice.connectors.Generator;
import dev.sluice.runtime.offline.SavepointReader;
import dev.sluice.runtime.offline.WindowEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State that {@link TestOperator#state} does not show is in the folder that a snapshot is written to. */
class SnapshotFolderTest {
    @TempDir
    private Path folder;

    /** Keeps a map that is broadcast, and a list for each subtask. */
    private static final class Kept implements JobDefinition {
        @Override
        public String name() {
            return "kept";
        }

        @Override
        public void define(Dataflow flow, Parameters params) {
            DataStream<Long> numbers = flow.source("numbers", Generator.of(n -> n, 1));
            DataStream<String> rules = flow.source("rules", Generator.of(n -> "rule", 1));
            numbers.keyBy(n -> n)
                    .connect(rules.broadcast())
                    .process(new Ruled())
                    .uid("ruled")
                    .sink("out", Console.print());
            numbers.process(new Remembering()).uid("remembering").sink("others", Console.print());
        }
    }

    private static final class Ruled extends KeyedBroadcastProcessFunction<Long, Long, String, Long> {
        private final MapState<String, Long> lengths = broadcastState("lengths", String.class, Long.class);

        @Override
        public void process(Long record, ReadContext<Long> context, Collector<Long> out) {}

        @Override
        public void processBroadcast(String rule, BroadcastContext context, Collector<Long> out) {
            lengths.put(rule, (long) rule.length());
        }
    }

    private static final class Remembering extends StatefulProcessFunction<Long, Long> {
        private final ListState<Long> seen = operatorList("seen", Long.class, Redistribution.REDISTRIBUTABLE);

        @Override
        public void process(Long number, ProcessFunction.Context context, Collector<Long> out) {
            seen.add(number);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldShowWhatIsInWindowsAndStatesByKey(int parallelism) throws IOException {
        try (TestFlow flow =
                TestFlow.of(Jobs.everything()).parallelism(parallelism).build()) {
            TestSource<Reading> inside = flow.source("inside", Reading.class);
            inside.emit(Reading.of("a", 1, 1), Reading.of("a", 2, 2), Reading.of("b", 4, 3), Reading.of("a", 8, 12));
            flow.snapshot().writeTo(folder.resolve("state"));
        }
        try (SavepointReader state = SavepointReader.open(folder.resolve("state"))) {
            assertThat(state.job()).isEqualTo("everything");
            assertThat(state.operators()).contains("totals", "watch").doesNotContain("inside", "outside");
            assertThat(state.operator("totals").keyedBy(String.class).windows(Aggregates.<Reading>sum(Reading::value)))
                    .extracting(WindowEntry::key, WindowEntry::start, WindowEntry::value)
                    .containsExactlyInAnyOrder(tuple("a", 0L, 3L), tuple("b", 0L, 4L), tuple("a", 10_000L, 8L));
            assertThat(state.operator("watch")
                            .keyedBy(String.class)
                            .value("count", Long.class)
                            .get("a"))
                    .isEqualTo(3L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldShowWhatIsBroadcastAndListsOfSubtasks(int parallelism) throws IOException {
        try (TestFlow flow = TestFlow.of(new Kept()).parallelism(parallelism).build()) {
            flow.source("rules", String.class).emit("long", "longer");
            flow.source("numbers", Long.class).emit(1L, 2L, 3L, 4L);
            flow.snapshot().writeTo(folder);
        }
        try (SavepointReader state = SavepointReader.open(folder)) {
            assertThat(state.operator("ruled").broadcast("lengths", String.class, Long.class))
                    .isEqualTo(Map.of("long", 4L, "longer", 6L));
            assertThat(state.operator("remembering").operatorList("seen", Long.class))
                    .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void when_something_is_in_the_folder_then_it_stays_as_it_is() {
        try (TestFlow flow = TestFlow.of(Jobs.dropping()).build()) {
            Snapshot snapshot = flow.snapshot();
            snapshot.writeTo(folder.resolve("state"));
            assertThatThrownBy(() -> snapshot.writeTo(folder.resolve("state")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("\"dropping\"")
                    .hasMessageContaining(folder.resolve("state").toString());
        }
    }
}
