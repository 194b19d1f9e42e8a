package dev.sluice.examples.flights;

import static dev.sluice.api.window.Aggregates.average;
import static dev.sluice.api.window.Aggregates.count;
import static dev.sluice.api.window.Aggregates.max;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.ParameterSpec;
import dev.sluice.api.Parameters;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.csv.CsvFiles;
import java.time.Duration;
import java.util.List;

/**
 * Flights, mean delay and largest delay per airport and hour of actual departure. The file is in order of schedule, so
 * in event time it is as much out of order as the longest delay is long.
 */
public final class FlightDelays implements JobDefinition {
    private static final Duration LONGEST_DELAY = Duration.ofDays(2);

    /** For the service loader. */
    public FlightDelays() {}

    @Override
    public void define(Dataflow flow, Parameters params) {
        flow.source("flights", CsvFiles.read(params.path("input"), Flight.class))
                .eventTime(Flight::departure, Watermarks.boundedOutOfOrderness(LONGEST_DELAY))
                .keyBy(Flight::origin)
                .window(Windows.tumbling(Duration.ofHours(1)))
                .aggregate(Aggregates.of(count(), average(Flight::delay), max(Flight::delay)), HourlyDelay::of)
                .name("hourly-delays")
                .sink("hourly", CsvFiles.write(params.path("output"), HourlyDelay.class));
    }

    @Override
    public String description() {
        return "Flights, mean and largest delay per airport and hour of departure.";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.required("input", "CSV of scheduled,delay,distance,origin,destination; may be .gz")
                        .asPath(),
                ParameterSpec.required("output", "folder for the CSV files of the result")
                        .asPath());
    }
}
