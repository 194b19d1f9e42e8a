package dev.sluice.examples.flights;

import dev.sluice.api.window.Window;
import dev.sluice.connectors.Column;
import dev.sluice.connectors.Decimals;
import java.time.Instant;

/**
 * The flights that left an airport in an hour.
 *
 * @param windowStart the hour's beginning
 * @param origin the airport's IATA code
 * @param flights how many
 * @param averageDelay in minutes
 * @param maxDelay in minutes
 */
public record HourlyDelay(
        @Column("window_start") Instant windowStart,
        String origin,
        long flights,
        @Column("avg_delay") @Decimals(2) double averageDelay,
        @Column("max_delay") int maxDelay) {

    static HourlyDelay of(Window hour, String origin, long flights, double averageDelay, int maxDelay) {
        return new HourlyDelay(hour.startInstant(), origin, flights, averageDelay, maxDelay);
    }
}
