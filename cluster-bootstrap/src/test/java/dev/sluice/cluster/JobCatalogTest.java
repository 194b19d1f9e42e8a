package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.JobDefinition;
import java.util.List;
import java.util.ServiceConfigurationError;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobCatalogTest {
    @Test
    void when_two_jobs_have_one_name_then_both_classes_are_named() {
        JobDefinition other = JobDefinition.named("echo", (flow, params) -> {});
        assertThatThrownBy(() -> new JobCatalog(List.of(new EchoJob(), other)))
                .isInstanceOf(ServiceConfigurationError.class)
                .hasMessageContaining(EchoJob.class.getName())
                .hasMessageContaining("NamedJob");
    }

    @Test
    void when_there_is_no_job_at_all_then_the_message_says_how_to_bring_one() {
        assertThat(new JobCatalog(List.of()).unknown("x")).contains("SLUICE_CLASSPATH");
    }

    @ParameterizedTest
    @CsvSource({
        "flight-delay, flight-delays",
        "FLIGHT-DELAYS, flight-delays",
        "flights, ''",
        "flight, flight-delays",
        "wc, ''"
    })
    void when_a_word_is_misspelt_then_the_nearest_is_guessed_if_it_is_near(String word, String guess) {
        assertThat(Spelling.nearest(word, List.of("flight-delays", "word-count")))
                .isEqualTo(guess.isEmpty() ? List.of() : List.of(guess));
    }

    @Property(tries = 300)
    void shouldMeasureADistance(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b,
            @ForAll @AlphaChars @StringLength(max = 8) String c) {
        assertThat(Spelling.distance(a, a)).isZero();
        assertThat(Spelling.distance(a, b)).isEqualTo(Spelling.distance(b, a));
        assertThat(Spelling.distance(a, c)).isLessThanOrEqualTo(Spelling.distance(a, b) + Spelling.distance(b, c));
        assertThat(Spelling.distance(a, a + b)).isEqualTo(b.length());
    }
}
