package dev.sluice.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.benchmarks.measure.Measurement;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FeedTest {
    private static final long COUNT = 1_001;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 16, 20})
    void shouldGiveEachEventOnceInOrderAndFromAnyPosition(int parts) {
        check(
                parts,
                (part, all, position) ->
                        new KeyedFeed<>(KeyedWorkload.KEYED_SUM, new Events(COUNT, 50), part, all, position, KV::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20})
    void shouldDoSoWithNexmark(int parts) {
        Current.begin(new Current(new Events(COUNT, 1), new Measurement()));
        Feed.Factory<NexmarkEvent> factory = NexmarkFeed.factory();
        check(parts, factory);
    }

    private static <T> void check(int parts, Feed.Factory<T> factory) {
        long total = 0;
        for (int part = 0; part < parts; part++) {
            List<Long> times = new ArrayList<>();
            List<T> all = read(factory.open(part, parts, 0), times);
            assertThat(times).isSorted();
            total += all.size();
            for (int position : List.of(1, 7, all.size() / 2)) {
                int skipped = Math.min(position, all.size());
                assertThat(read(factory.open(part, parts, skipped), new ArrayList<>()))
                        .isEqualTo(all.subList(skipped, all.size()));
            }
        }
        assertThat(total).isEqualTo(COUNT);
    }

    private static <T> List<T> read(Feed<T> feed, List<Long> times) {
        List<T> events = new ArrayList<>();
        while (feed.hasNext()) {
            events.add(feed.next());
            times.add(feed.time());
        }
        return Collections.unmodifiableList(events);
    }
}
