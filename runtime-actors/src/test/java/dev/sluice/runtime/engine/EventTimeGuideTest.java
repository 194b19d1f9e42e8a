package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.time.WatermarkGenerator;
import dev.sluice.api.time.WatermarkOutput;
import dev.sluice.api.time.WatermarkStrategy;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.connectors.Values;
import dev.sluice.runtime.Runtime;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The snippets of docs/event-time.md: they compile, run, and are what the page shows. */
class EventTimeGuideTest {

    private static Runtime runtime;

    /** Two sensors, a reading of each in each second, for three minutes; the last of a minute says so. */
    private final List<Reading> readings = LongStream.range(0, 360)
            .mapToObj(i -> new Reading("sensor " + i % 2, i / 2 * 1_000, i % 120 == 119))
            .toList();

    private final CollectingSink<Long> counts = new CollectingSink<>();

    record Reading(String sensor, long time, boolean last) {}

    @BeforeAll
    static void start() {
        runtime = Runtime.local();
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    private void run(JobDefinition job) {
        Jobs.submit(runtime, JobDefinition.named("guide", job), 2).join();
        assertThat(counts.committed()).containsExactlyInAnyOrder(60L, 60L, 60L, 60L, 60L, 60L);
    }

    private void count(DataStream<Reading> timed) {
        timed.keyBy(Reading::sensor)
                .window(Windows.tumbling(Duration.ofMinutes(1)))
                .aggregate(Aggregates.count())
                .name("per-minute")
                .sink("counts", counts);
    }

    private void run(WatermarkStrategy<Reading> strategy) {
        run((flow, params) ->
                count(flow.source("readings", Values.from(readings)).eventTime(Reading::time, strategy)));
    }

    @Test
    void timesAreReadOffTheRecords() {
        run((flow, params) -> flow.source("readings", Values.from(readings))
                .eventTime(Reading::time, Watermarks.boundedOutOfOrderness(Duration.ofSeconds(5)))
                .keyBy(Reading::sensor)
                .window(Windows.tumbling(Duration.ofMinutes(1)))
                .aggregate(Aggregates.count())
                .name("per-minute")
                .sink("counts", counts));
    }

    @Test
    void timesAreThoseOfTheSource() {
        run((flow, params) ->
                count(flow.source("stamped", new StampedReadings(readings)).eventTime(Watermarks.monotonous())));
    }

    @Test
    void recordsTellTheWatermark() {
        run(Watermarks.punctuated((reading, time) -> reading.last() ? time : null));
    }

    @Test
    void aGeneratorTellsTheWatermark() {
        run(Watermarks.generator(HalfASecondBehind::new));
    }

    @Test
    void silentSplitsAreIdle() {
        run(Watermarks.<Reading>boundedOutOfOrderness(Duration.ofSeconds(5)).withIdleness(Duration.ofSeconds(30)));
    }

    @Test
    void sourcesWaitForEachOther() {
        run((flow, params) -> {
            DataStream<Reading> fast = flow.source("fast", Values.from(readings))
                    .eventTime(
                            Reading::time,
                            Watermarks.<Reading>monotonous().withAlignment("readings", Duration.ofMinutes(5)));
            DataStream<Reading> slow = flow.source("slow", Values.<Reading>of())
                    .eventTime(
                            Reading::time,
                            Watermarks.<Reading>monotonous().withAlignment("readings", Duration.ofMinutes(5)));
            count(fast.union(slow));
        });
    }

    @Test
    void the_guide_shows_what_is_run_here() throws Exception {
        Guide.check("event-time.md", EventTimeGuideTest.class, 6);
    }

    static final class HalfASecondBehind implements WatermarkGenerator<Reading> {
        private long largest = Long.MIN_VALUE;

        @Override
        public void onEvent(Reading reading, long timestamp, WatermarkOutput output) {
            largest = Math.max(largest, timestamp);
        }

        @Override
        public void onPeriodic(WatermarkOutput output) {
            if (largest != Long.MIN_VALUE) {
                output.emitWatermark(largest - 500);
            }
        }
    }

    /** One split of readings, which come with their times. */
    record StampedReadings(List<Reading> readings) implements Source<Reading> {
        @Override
        public List<Split> splits(int parallelism) {
            return List.of(new Split("all", 0, readings.size()));
        }

        @Override
        public SourceReader<Reading> open(Split split, long position, SourceContext context) {
            return new SourceReader<>() {
                private int next = (int) position;

                @Override
                public Status read(SourceOutput<Reading> out, int limit) {
                    for (int i = 0; i < limit && next < readings.size(); i++, next++) {
                        out.emit(readings.get(next), readings.get(next).time());
                    }
                    return next < readings.size() ? Status.MORE : Status.END;
                }

                @Override
                public long position() {
                    return next;
                }
            };
        }
    }
}
