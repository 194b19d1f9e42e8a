package dev.sluice.examples.flights;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows airport-hours to people. */
final class DelayTable {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ROW = "%-16s  %-3s  %-32s  %-22s  %7s  %9s  %7s%n";

    private DelayTable() {}

    static String of(List<HourlyDelay> hours, Map<String, Airport> airports) {
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, ROW, "HOUR (UTC)", "", "AIRPORT", "CITY", "FLIGHTS", "MEAN", "WORST"));
        for (HourlyDelay hour : hours) {
            Airport airport = airports.getOrDefault(hour.origin(), Airport.UNKNOWN);
            table.append(String.format(
                    Locale.ROOT,
                    ROW,
                    HOUR.format(hour.windowStart()),
                    hour.origin(),
                    shorten(airport.name(), 32),
                    shorten(airport.city(), 22),
                    hour.flights(),
                    duration(Math.round(hour.averageDelay())),
                    duration(hour.maxDelay())));
        }
        return table.toString();
    }

    private static String shorten(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 3) + "...";
    }

    private static String duration(long minutes) {
        long size = Math.abs(minutes);
        String sign = minutes < 0 ? "-" : "";
        return size < 60 ? sign + size + "m" : String.format(Locale.ROOT, "%s%dh %02dm", sign, size / 60, size % 60);
    }
}
