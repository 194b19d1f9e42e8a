package dev.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.SourceReader.Status;
import dev.sluice.api.connector.Split;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.connectors.testing.Reading;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // a clock that will overflow
    private final Reading<Long> reading = new Reading<>();

    @Property(tries = 200)
    void shouldMakeEachRecordOnceAlsoOverStops(
            @ForAll @IntRange(max = 60) int count, @ForAll @IntRange(min = 1, max = 7) int parallelism)
            throws Exception {
        Generator<Long> source = Generator.numbers(count);
        Reading<Long> all = new Reading<>();
        for (Split split : source.splits(parallelism)) {
            long middle = all.readOn(source, split, split.start(), 2, 3);
            all.readOn(source, split, middle, Integer.MAX_VALUE, 4);
        }
        assertThat(all.records)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, count).boxed().toList());
    }

    @Test
    void shouldDealRecordsOutToTheSubtasksInTurn() throws Exception {
        Generator<String> source = Generator.of(n -> "record " + n, 5);
        Reading<String> second = new Reading<>();
        second.read(source, source.splits(2).get(1));
        assertThat(second.records).containsExactly("record 1", "record 3");
    }

    @Test
    void when_it_is_unbounded_then_it_never_ends() throws Exception {
        Generator<Long> source = Generator.numbers();
        Split split = source.splits(3).get(2);
        assertThat(reading.readOn(source, split, 1_000_000_000_000L, 5, 2)).isEqualTo(1_000_000_000_010L);
        assertThat(reading.records).hasSize(10).startsWith(3_000_000_000_002L, 3_000_000_000_005L);
    }

    @Test
    void when_it_has_a_rate_then_all_subtasks_together_keep_it() throws Exception {
        Generator<Long> source = Generator.numbers(25).ratePerSecond(10).clock(nanos::get);
        List<Split> splits = source.splits(2);
        try (SourceReader<Long> even = source.open(splits.get(0), 0, reading.task);
                SourceReader<Long> odd = source.open(splits.get(1), 0, reading.task)) {
            assertThat(even.read(reading, 100)).isEqualTo(Status.MORE);
            assertThat(even.read(reading, 100)).isEqualTo(Status.IDLE);
            assertThat(odd.read(reading, 100)).isEqualTo(Status.IDLE);
            assertThat(reading.records).containsExactly(0L);

            nanos.addAndGet(Duration.ofMillis(100).toNanos());
            even.read(reading, 100);
            odd.read(reading, 100);
            assertThat(reading.records).containsExactly(0L, 1L);

            nanos.addAndGet(Duration.ofMillis(900).toNanos()); // second 1: records 0 to 10 are due
            even.read(reading, 2);
            odd.read(reading, 100);
            even.read(reading, 100);
            assertThat(reading.records).containsExactly(0L, 1L, 2L, 4L, 3L, 5L, 7L, 9L, 6L, 8L, 10L);

            nanos.addAndGet(Duration.ofSeconds(60).toNanos());
            assertThat(even.read(reading, 100)).isEqualTo(Status.END);
            assertThat(odd.read(reading, 100)).isEqualTo(Status.END);
            assertThat(reading.records).hasSize(25);
        }
    }

    @Test
    void when_a_paced_generator_goes_on_then_it_does_not_make_up_for_the_past() throws Exception {
        Generator<Long> source = Generator.numbers().ratePerSecond(10).clock(nanos::get);
        try (SourceReader<Long> reader = source.open(source.splits(1).get(0), 1000, reading.task)) {
            nanos.addAndGet(Duration.ofMillis(250).toNanos());
            reader.read(reading, 100);
            assertThat(reading.records).containsExactly(1000L, 1001L, 1002L);
        }
    }

    @Test
    void when_count_or_rate_is_impossible_then_the_definition_is_refused() {
        assertThatThrownBy(() -> Generator.numbers(-1)).isInstanceOf(DefinitionException.class);
        assertThatThrownBy(() -> Generator.numbers().ratePerSecond(0))
                .isInstanceOf(DefinitionException.class)
                .hasMessage("a generator's rate must be above 0 records a second, but is 0.0");
    }
}
