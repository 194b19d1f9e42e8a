package dev.sluice.examples.flights;

import static dev.sluice.api.window.Aggregates.average;
import static dev.sluice.api.window.Aggregates.count;
import static dev.sluice.api.window.Aggregates.max;
import static dev.sluice.testkit.SluiceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.api.Parameters;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Combined3;
import dev.sluice.runtime.offline.SavepointReader;
import dev.sluice.runtime.offline.WindowEntry;
import dev.sluice.testkit.SluiceExtension;
import dev.sluice.testkit.Snapshot;
import dev.sluice.testkit.TestFlow;
import dev.sluice.testkit.TestOutput;
import dev.sluice.testkit.TestSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FlightDelaysTest {
    private static final Instant NOON = Instant.parse("2001-01-01T12:00:00Z");
    private static final Combined3<Flight, Long, Double, Integer> DELAYS =
            Aggregates.of(count(), average(Flight::delay), max(Flight::delay));
    private static final Parameters FILES = Parameters.of("input", "never-read.csv", "output", "never-written");

    @RegisterExtension
    private final SluiceExtension sluice =
            SluiceExtension.of(() -> TestFlow.of(new FlightDelays(), FILES).parallelism(2));

    private static Flight flight(String origin, Duration after, int delay) {
        return new Flight(NOON.plus(after), delay, 500, origin, "ORD");
    }

    @Test
    void when_a_flight_departs_an_hour_late_then_it_counts_in_the_hour_when_it_departed() {
        try (TestFlow flow =
                TestFlow.of(new FlightDelays(), FILES).parallelism(2).build()) {
            TestSource<Flight> flights = flow.source("flights", Flight.class);
            flights.emit(flight("JFK", Duration.ofMinutes(10), 5));
            flights.emit(flight("JFK", Duration.ofMinutes(20), 65));
            flow.end();

            assertThat(flow.sink("hourly", HourlyDelay.class))
                    .containsExactly(
                            new HourlyDelay(NOON, "JFK", 1, 5.0, 5),
                            new HourlyDelay(NOON.plus(Duration.ofHours(1)), "JFK", 1, 65.0, 65));
        }
    }

    @Test
    void when_event_time_passes_the_hour_then_it_is_written_and_what_comes_later_is_dropped(TestFlow flow) {
        TestSource<Flight> flights = flow.source("flights", Flight.class);
        TestOutput<HourlyDelay> hourly = flow.sink("hourly", HourlyDelay.class);
        flights.emit(flight("JFK", Duration.ofMinutes(10), 0), flight("SFO", Duration.ofMinutes(10), 0));
        flights.emit(flight("JFK", Duration.ofDays(2), 0));
        assertThat(hourly).as("delays of up to two days are waited for").isEmpty();

        flights.watermark(NOON.plus(Duration.ofHours(1)));
        assertThat(hourly.takeAll()).extracting(HourlyDelay::origin).containsExactlyInAnyOrder("JFK", "SFO");

        flights.emit(flight("JFK", Duration.ofMinutes(20), 0));
        assertThat(flow.operator("hourly-delays")).hasDropped(1);
    }

    @Test
    void when_the_job_is_restored_or_rescaled_then_nothing_is_lost_or_counted_twice(TestFlow flow) {
        List<Flight> all = List.of(
                flight("JFK", Duration.ofMinutes(1), 10),
                flight("JFK", Duration.ofMinutes(2), 20),
                flight("JFK", Duration.ofMinutes(3), 30));
        TestSource<Flight> flights = flow.source("flights", Flight.class);
        flights.emit(all.get(0));
        Snapshot checkpoint = flow.snapshot();
        flights.emit(all.get(1));

        flow.restore(checkpoint);
        flow.rescale(4);
        flights.emitAll(all.subList((int) flights.position(), all.size()));
        flow.end();

        assertThat(flow.sink("hourly", HourlyDelay.class)).containsExactly(new HourlyDelay(NOON, "JFK", 3, 20.0, 30));
    }

    @Test
    void when_a_snapshot_is_written_then_what_is_in_the_windows_can_be_looked_at(TestFlow flow, @TempDir Path folder)
            throws IOException {
        TestSource<Flight> flights = flow.source("flights", Flight.class);
        flights.emit(flight("JFK", Duration.ofMinutes(1), 10), flight("JFK", Duration.ofMinutes(2), 20));

        flow.snapshot().writeTo(folder.resolve("state"));
        try (SavepointReader state = SavepointReader.open(folder.resolve("state"))) {
            assertThat(state.operator("hourly-delays").keyedBy(String.class).windows(DELAYS))
                    .extracting(WindowEntry::key, WindowEntry::start, WindowEntry::value)
                    .containsExactly(tuple("JFK", NOON.toEpochMilli(), new Combined3.Results<>(2L, 15.0, 20)));
        }
    }
}
