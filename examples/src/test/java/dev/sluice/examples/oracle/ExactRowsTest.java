package dev.sluice.examples.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExactRowsTest {
    private static final List<String> EXPECTED = List.of("b", "a", "c", "c");

    @Test
    void when_the_same_rows_are_there_in_another_order_then_there_is_no_difference() {
        assertThat(ExactRows.firstDifference("rows", EXPECTED, List.of("c", "a", "c", "b")))
                .isEmpty();
    }

    @Test
    void when_a_row_is_missing_then_it_is_lost() {
        assertThat(ExactRows.firstDifference("rows", EXPECTED, List.of("a", "c", "c")))
                .contains("rows: lost b (3 rows instead of 4)");
        assertThat(ExactRows.firstDifference("rows", EXPECTED, List.of("a", "b", "c")))
                .contains("rows: lost c (3 rows instead of 4)");
    }

    @Test
    void when_a_row_is_there_too_often_then_it_is_doubled() {
        assertThat(ExactRows.firstDifference("rows", EXPECTED, List.of("a", "b", "b", "c", "c")))
                .contains("rows: doubled b (5 rows instead of 4)");
        assertThat(ExactRows.firstDifference("rows", EXPECTED, List.of("a", "b", "c", "c", "c")))
                .contains("rows: doubled c (5 rows instead of 4)");
    }

    @Test
    void when_a_row_should_not_be_there_then_it_was_never_expected() {
        assertThat(ExactRows.firstDifference("rows", EXPECTED, List.of("a", "b", "bb", "c", "c")))
                .contains("rows: never expected bb (5 rows instead of 4)");
    }
}
