package dev.sluice.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.DeadLetter;
import dev.sluice.api.join.Change;
import dev.sluice.api.library.Ranked;
import dev.sluice.persistence.serde.AllowedTypes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JobTypesTest {

    @Test
    void when_a_source_has_dead_letters_then_nobody_has_to_declare_them() {
        JobDefinition job = JobDefinition.named(
                "job",
                (flow, params) -> flow.subscribe("in", context -> subscriber -> {})
                        .sink("out", context -> (record, timestamp) -> {}));
        AllowedTypes types = JobTypes.of(Dataflow.define(job, Parameters.none()));
        DeadLetter letter = new DeadLetter("in.csv:2", "x".getBytes(StandardCharsets.UTF_8), "bad");
        assertThat(types.allows(letter.getClass())).isTrue();
    }

    @Test
    void when_a_record_is_of_the_library_then_nobody_has_to_declare_it() {
        JobDefinition job = JobDefinition.named(
                "job",
                (flow, params) -> flow.subscribe("in", context -> subscriber -> {})
                        .sink("out", context -> (record, timestamp) -> {}));
        AllowedTypes types = JobTypes.of(Dataflow.define(job, Parameters.none()));
        assertThat(types.allows(Change.class)).isTrue();
        assertThat(types.allows(Change.Kind.class)).isTrue();
        assertThat(types.allows(Ranked.class)).isTrue();
    }
}
