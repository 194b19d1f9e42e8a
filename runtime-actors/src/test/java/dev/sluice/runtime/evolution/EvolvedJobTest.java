package dev.sluice.runtime.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.schema.OperatorSchema;
import dev.sluice.runtime.task.FailedTaskException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvolvedJobTest {
    private static List<Chunk> snapshot(Release<?, ?, ?, ?> release) throws Exception {
        try (InlineRun run = new InlineRun(release::define, 2, List.of())) {
            return run.snapshot();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void when_a_release_changes_its_classes_then_it_goes_on_as_if_they_had_always_been_so(int parallelism)
            throws Exception {
        List<String> expected;
        try (InlineRun run = new InlineRun(Release2.RELEASE::define, 1, List.of())) {
            expected = run.finish();
        }
        try (InlineRun run = new InlineRun(Release2.RELEASE::define, parallelism, snapshot(Release1.RELEASE))) {
            assertThat(run.finish()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void when_a_release_does_not_change_its_classes_then_it_goes_on() throws Exception {
        List<String> expected;
        try (InlineRun run = new InlineRun(Release1.RELEASE::define, 1, List.of())) {
            expected = run.finish();
        }
        try (InlineRun run = new InlineRun(Release1.RELEASE::define, 2, snapshot(Release1.RELEASE))) {
            assertThat(run.finish()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void when_a_release_is_rolled_back_without_former_names_then_the_first_state_is_named_with_both_schemas()
            throws Exception {
        List<Chunk> all = snapshot(Release2.RELEASE);
        assertThatThrownBy(() -> new InlineRun(Release1.RELEASE::define, 1, all))
                .isInstanceOf(FailedTaskException.class)
                .hasMessageContaining("state \"seen\" of operator \"remember\" cannot be restored")
                .hasMessageContaining("record dev.sluice.runtime.evolution.Release2$Visit ")
                .hasMessageContaining("record dev.sluice.runtime.evolution.Release1$Visit ");
        List<Chunk> state = all.stream()
                .filter(chunk -> chunk.header().operator().equals("keep"))
                .toList();
        assertThatThrownBy(() -> new InlineRun(Release1.RELEASE::define, 1, state))
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
