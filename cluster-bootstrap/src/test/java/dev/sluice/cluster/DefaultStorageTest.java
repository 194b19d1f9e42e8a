package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Parameters;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import org.junit.jupiter.api.Test;

class DefaultStorageTest {
    @Test
    void when_the_job_and_its_parameters_are_the_same_then_so_is_the_folder_in_every_process() {
        assertThat(DefaultStorage.of("echo", Parameters.of("a", "1", "b", "2"))).isEqualTo(".sluice/echo-37664b19");
        assertThat(DefaultStorage.of("echo", Parameters.of("b", "2", "a", "1"))).isEqualTo(".sluice/echo-37664b19");
    }

    @Property(tries = 200)
    void when_parameters_differ_then_folders_differ(
            @ForAll Map<@AlphaChars String, @AlphaChars String> one,
            @ForAll Map<@AlphaChars String, @AlphaChars String> other) {
        boolean same =
                DefaultStorage.of("echo", Parameters.of(one)).equals(DefaultStorage.of("echo", Parameters.of(other)));
        assertThat(same).isEqualTo(one.equals(other));
    }

    @Test
    void when_values_could_be_cut_differently_then_folders_still_differ() {
        assertThat(DefaultStorage.of("echo", Parameters.of("ab", "c")))
                .isNotEqualTo(DefaultStorage.of("echo", Parameters.of("a", "bc")));
    }
}
