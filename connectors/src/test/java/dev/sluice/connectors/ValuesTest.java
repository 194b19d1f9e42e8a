package dev.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.Split;
import dev.sluice.connectors.testing.Reading;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ValuesTest {

    @Property(tries = 200)
    void shouldReadEachRecordOnceInOrderAlsoOverStops(
            @ForAll @IntRange(max = 50) int size,
            @ForAll @IntRange(min = 1, max = 9) int parallelism,
            @ForAll @IntRange(min = 1, max = 5) int limit)
            throws Exception {
        List<Integer> values = IntStream.range(0, size).boxed().toList();
        Source<Integer> source = Values.from(values);
        Reading<Integer> reading = new Reading<>();
        List<Split> splits = source.splits(parallelism);
        for (Split split : splits) {
            long middle = reading.readOn(source, split, split.start(), 1, limit);
            reading.readOn(source, split, middle, Integer.MAX_VALUE, limit);
        }
        assertThat(reading.records).isEqualTo(values);
        assertThat(splits).hasSize(Math.min(size, parallelism));
        assertThat(splits).allMatch(split -> split.end() - split.start() <= (size + parallelism - 1) / parallelism);
    }
}
