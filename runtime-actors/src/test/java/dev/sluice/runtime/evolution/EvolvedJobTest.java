package dev.sluice.runtime.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.graph.JobGraph;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.schema.OperatorSchema;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.runtime.inline.InlineJob;
import dev.sluice.runtime.task.FailedTaskException;
import dev.sluice.runtime.task.InlineServices;
import dev.sluice.runtime.task.JobTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvolvedJobTest {
    private static final class Run implements AutoCloseable {
        private final AtomicBoolean gate = new AtomicBoolean();
        private final List<String> results = new ArrayList<>();
        private final InlineJob job;

        Run(Release<?, ?, ?, ?> release, int parallelism, List<Chunk> state) {
            JobGraph graph = release.define(gate, results);
            AllowedTypes types = JobTypes.of(graph);
            InlineServices services = new InlineServices(
                    1,
                    types,
                    ValueCodec.create(types),
                    new HeapBackend(),
                    () -> Instant.ofEpochMilli(1_000_000),
                    (operator, tag, value, timestamp) -> {});
            job = new InlineJob(() -> release.define(gate, results), parallelism, services, state);
            job.run();
        }

        List<String> finish() {
            results.clear();
            gate.set(true);
            job.run();
            return results;
        }

        @Override
        public void close() throws Exception {
            job.close();
        }
    }

    private static List<Chunk> snapshot(Release<?, ?, ?, ?> release) throws Exception {
        try (Run run = new Run(release, 2, List.of())) {
            return run.job.snapshot();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void when_a_release_changes_its_classes_then_it_goes_on_as_if_they_had_always_been_so(int parallelism)
            throws Exception {
        List<String> expected;
        try (Run run = new Run(Release2.RELEASE, 1, List.of())) {
            expected = run.finish();
        }
        try (Run run = new Run(Release2.RELEASE, parallelism, snapshot(Release1.RELEASE))) {
            assertThat(run.finish()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void when_a_release_does_not_change_its_classes_then_it_goes_on() throws Exception {
        List<String> expected;
        try (Run run = new Run(Release1.RELEASE, 1, List.of())) {
            expected = run.finish();
        }
        try (Run run = new Run(Release1.RELEASE, 2, snapshot(Release1.RELEASE))) {
            assertThat(run.finish()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void when_a_release_is_rolled_back_without_former_names_then_the_first_state_is_named_with_both_schemas()
            throws Exception {
        List<Chunk> state = snapshot(Release2.RELEASE);
        assertThatThrownBy(() -> new Run(Release1.RELEASE, 1, state))
                .isInstanceOf(FailedTaskException.class)
                .hasMessageContaining("the keys of operator \"keep\" cannot be restored")
                .hasMessageContaining("record dev.sluice.runtime.evolution.Release2$User name:java.lang.String")
                .hasMessageContaining("record dev.sluice.runtime.evolution.Release1$User name:java.lang.String")
                .hasMessageContaining("a key's type cannot change");
    }

    @Test
    void when_a_snapshot_is_looked_at_then_it_says_of_what_each_operators_state_is_made() throws Exception {
        Map<String, OperatorSchema> schemas = new TreeMap<>();
        for (Chunk chunk : snapshot(Release1.RELEASE)) {
            if (chunk.header().state().equals(OperatorSchema.STATE)) {
                schemas.put(chunk.header().operator(), OperatorSchema.parse(chunk.payload()));
            }
        }
        assertThat(schemas)
                .containsOnlyKeys(
                        "joined", "keep", "objects", "panes", "reduced", "remember", "rolling", "rows", "sessions");
        String prefix = "dev.sluice.runtime.evolution.Release1$";
        assertThat(schemas.get("keep").text())
                .startsWith("sluice-schema 1\nkey " + prefix + "User\nstate ValueState<" + prefix + "Visit> last\n")
                .contains("\nstate MapState<" + prefix + "Tier," + prefix + "Visit> byTier\n")
                .contains("\nstate AggregatingState<" + prefix + "Sums> sums\n")
                .contains("\nclass " + prefix + "Sums count:int sum:float\n")
                .contains("\nenum " + prefix + "Tier =BASIC =GOLD\n")
                .contains("\nrecord " + prefix + "Visit user:java.lang.String millis:int tier:" + prefix
                        + "Tier gone:java.lang.String\n");
        assertThat(schemas.get("rows").text())
                .contains("key java.lang.Long\n", "accumulator<" + prefix + "Sums> slices");
        assertThat(schemas.get("sessions").text()).contains("window<" + prefix + "Sums> sessions");
        assertThat(schemas.get("remember").text()).contains("OperatorListState<" + prefix + "Visit> seen");
    }
}
