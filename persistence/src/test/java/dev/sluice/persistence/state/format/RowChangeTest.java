package dev.sluice.persistence.state.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.types.FormerName;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowChangeTest {
    private static final RowLayout BEFORE = RowLayout.parse("count:int gone:long heavy:boolean sum:float");
    private static final long[] ROWS = {
        7, 3, 99, 1, Float.floatToRawIntBits(1.5f),
        8, -4, 98, 0, Float.floatToRawIntBits(-2.5f)
    };

    static final class Sums {
        long number;
        double sum;
        boolean heavy;
        long least = Long.MAX_VALUE;

        @FormerName("count")
        long records;
    }

    record AsRecord(double sum, long count, short added) {}

    record WithText(String text, int count, Double sum) {}

    static final class Narrow {
        short count;
    }

    @Test
    void when_an_accumulator_has_changed_then_its_rows_are_those_of_today() {
        Sums fresh = new Sums();
        RowChange change = new RowChange(BEFORE, fresh);
        assertThat(change.layout()).hasToString(RowType.of(Sums.class).layout().toString());
        long[] rows = change.rows(ROWS, 0, 2);
        assertThat(rows).hasSize(12);
        assertThat(rows[0]).isEqualTo(7);
        assertThat(rows[6]).isEqualTo(8);
        Sums second = (Sums) RowType.of(Sums.class).codec().load(new Sums(), rows, 7);
        assertThat(List.of(second.records, second.sum, second.heavy, second.least, second.number))
                .containsExactly(-4L, -2.5, false, Long.MAX_VALUE, 0L);
    }

    @Test
    void when_the_accumulator_is_a_record_then_added_components_are_those_of_a_new_one() {
        long[] rows = new RowChange(BEFORE, new AsRecord(0, 0, (short) 5)).rows(ROWS, 1, 2);
        assertThat(RowType.of(AsRecord.class).codec().load(AsRecord.class, rows, 1))
                .isEqualTo(new AsRecord(-2.5, -4, (short) 5));
    }

    @Test
    void when_accumulators_no_longer_fit_into_rows_then_they_become_objects() {
        RowChange change = new RowChange(BEFORE, new WithText("new", 0, 0d));
        assertThat(change.layout()).isNull();
        assertThat(change.object(ROWS, 0)).isEqualTo(new WithText("new", 3, 1.5));
    }

    @Test
    void when_a_field_is_narrower_then_that_is_refused() {
        assertThatThrownBy(() -> new RowChange(BEFORE, new Narrow()).rows(ROWS, 0, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("field count of " + Narrow.class.getName() + " was int")
                .hasMessageContaining("and is short");
    }
}
