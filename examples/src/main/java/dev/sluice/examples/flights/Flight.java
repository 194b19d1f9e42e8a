package dev.sluice.examples.flights;

import java.time.Duration;
import java.time.Instant;

/**
 * One flight, as the file has it.
 *
 * @param scheduled when it was to depart
 * @param delay how many minutes later it did; negative if it was early
 * @param distance in miles
 * @param origin the IATA code of the airport it left
 * @param destination the IATA code of the airport it flew to
 */
public record Flight(Instant scheduled, int delay, int distance, String origin, String destination) {

    /** @return when it really departed, epoch milliseconds */
    public long departure() {
        return scheduled.toEpochMilli() + Duration.ofMinutes(delay).toMillis();
    }
}
