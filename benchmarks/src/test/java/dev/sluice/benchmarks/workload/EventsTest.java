package dev.sluice.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventsTest {

    @ParameterizedTest
    @CsvSource({"100, 1", "1000, 3", "1001, 16", "4999, 1003", "0, 5"})
    void shouldDealOutEachEventToOneLane(long count, long keys) {
        Events events = new Events(count, keys);
        Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < events.lanes(); i++) {
            for (Lane lane = new Lane(events, i, 0); lane.hasNext(); lane.advance()) {
                assertThat(numbers.add(lane.number())).isTrue();
                assertThat(lane.key(lane.number())).isEqualTo(events.key(lane.number()));
            }
        }
        assertThat(numbers).hasSize((int) count).allMatch(n -> n >= 0 && n < count);
    }

    @Test
    void shouldHaveEachKeyInOneLaneAndAllKeysAboutEquallyOften() {
        Events events = new Events(1_000_000, 1_003);
        Map<Long, Integer> laneOf = new HashMap<>();
        Map<Long, Integer> counts = new HashMap<>();
        for (long n = 0; n < events.count(); n++) {
            int lane = (int) (n % events.lanes());
            assertThat(laneOf.merge(events.key(n), lane, (before, now) -> before))
                    .isEqualTo(lane);
            counts.merge(events.key(n), 1, Integer::sum);
        }
        assertThat(counts.keySet()).hasSize(1_003).allMatch(key -> key >= 0 && key < 1_003);
        // About 997 each; the deviation of a uniform choice is 32.
        assertThat(counts.values()).allMatch(count -> count > 800 && count < 1_200);
    }

    @Test
    void when_a_lane_is_opened_in_the_middle_then_it_goes_on_from_there() {
        Events events = new Events(1_000, 100);
        List<Long> all = numbers(new Lane(events, 3, 0));
        assertThat(numbers(new Lane(events, 3, 20))).isEqualTo(all.subList(20, all.size()));
    }

    @Test
    void shouldRefuseWhatCannotBeGenerated() {
        assertThatThrownBy(() -> new Events(1, 0)).hasMessageContaining("from 1 to");
        assertThatThrownBy(() -> new Events(-1, 1)).hasMessageContaining("0 events or more");
    }

    private static List<Long> numbers(Lane lane) {
        List<Long> numbers = new ArrayList<>();
        for (; lane.hasNext(); lane.advance()) {
            numbers.add(lane.number());
        }
        return numbers;
    }
}
