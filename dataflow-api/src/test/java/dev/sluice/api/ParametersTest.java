package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private static final List<ParameterSpec> SPECS = List.of(
            ParameterSpec.required("input", "what is read").asPath(),
            ParameterSpec.optional("every", "how often", "5m"),
            ParameterSpec.optional("label", "what it is called", null));

    @Test
    void when_parameters_are_resolved_then_defaults_are_filled_in() {
        Parameters resolved = Parameters.of("input", "in.csv").resolve("job", SPECS);
        assertThat(resolved.asMap()).isEqualTo(Map.of("input", "in.csv", "every", "5m"));
        assertThat(resolved.path("input")).isEqualTo(Path.of("in.csv"));
        assertThat(resolved.duration("every")).isEqualTo(Duration.ofMinutes(5));
        assertThat(resolved.find("label")).isEmpty();
        assertThat(resolved.string("label", "none")).isEqualTo("none");
    }

    @Test
    void when_a_parameter_is_missing_or_unknown_then_job_name_and_fix_are_told() {
        assertThatThrownBy(() -> Parameters.none().resolve("job", SPECS))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("\"job\"")
                .hasMessageContaining("--input")
                .hasMessageContaining("what is read");
        assertThatThrownBy(() -> Parameters.of("input", "x", "inptu", "y").resolve("job", SPECS))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("\"inptu\"")
                .hasMessageContaining("input, every, label");
        assertThatThrownBy(() -> Parameters.none().string("input")).hasMessageContaining("--input");
        assertThatThrownBy(() -> Parameters.of("a", "b", "c")).hasMessageContaining("\"c\"");
    }

    @Test
    void when_a_job_declares_nothing_then_it_takes_anything() {
        assertThat(Parameters.of("x", "y").resolve("job", List.of()).string("x"))
                .isEqualTo("y");
    }

    @Test
    void when_a_value_is_malformed_then_name_kind_and_text_are_told() {
        Parameters params = Parameters.of("n", "12x", "d", "5 parsecs", "f", "yes", "p", " ");
        assertThatThrownBy(() -> params.integer("n"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("\"n\"")
                .hasMessageContaining("whole number")
                .hasMessageContaining("\"12x\"");
        assertThatThrownBy(() -> params.duration("d"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("250ms");
        assertThatThrownBy(() -> params.flag("f", true)).hasMessageContaining("true or false");
        assertThatThrownBy(() -> params.path("p")).hasMessageContaining("a path");
        assertThatThrownBy(() -> Parameters.of("n", "_").integer("n")).isInstanceOf(ParameterException.class);
        assertThatThrownBy(() -> Parameters.of("n", "9223372036854775808").integer("n"))
                .isInstanceOf(ParameterException.class);
    }

    @Test
    void when_values_are_well_formed_then_they_are_read() {
        Parameters params = Parameters.of("n", "20_000_000", "f", "true", "m", "-7");
        assertThat(params.integer("n")).isEqualTo(20_000_000);
        assertThat(params.integer("m", 1)).isEqualTo(-7);
        assertThat(params.integer("absent", 1)).isEqualTo(1);
        assertThat(params.flag("f", false)).isTrue();
        assertThat(params.flag("absent", false)).isFalse();
        assertThat(params.duration("absent", Duration.ZERO)).isEqualTo(Duration.ZERO);
        assertThat(params).isEqualTo(Parameters.of(Map.of("m", "-7", "f", "true", "n", "20_000_000")));
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "1s, PT1S",
        "5m, PT5M",
        "2h, PT2H",
        "1d, PT24H",
        "' 3 s ', PT3S",
        "PT1.5S, PT1.5S",
        "0s, PT0S"
    })
    void when_a_duration_is_written_as_people_do_then_it_is_understood(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "5 parsecs", "1s2", "999999999999999d", "P"})
    void when_a_duration_is_none_then_it_is_null(String text) {
        assertThat(Durations.parse(text)).isNull();
    }
}
