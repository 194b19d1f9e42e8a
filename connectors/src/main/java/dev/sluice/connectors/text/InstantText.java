package dev.sluice.connectors.text;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants in ISO-8601, as {@link Instant#toString()} writes them, {@code 2001-01-31T23:59:00Z}. The text of the last
 * day is kept. One thread at a time.
 */
final class InstantText {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final long FIRST_SECOND = LocalDate.of(0, 1, 1).toEpochDay() * SECONDS_PER_DAY;
    private static final long END_SECOND = LocalDate.of(10_000, 1, 1).toEpochDay() * SECONDS_PER_DAY;

    private long lastDay = Long.MIN_VALUE;
    private String lastDate = "";

    void write(Instant instant, TextBuffer out) {
        long second = instant.getEpochSecond();
        int nano = instant.getNano();
        if (second < FIRST_SECOND || second >= END_SECOND) {
            out.text(instant.toString());
            return;
        }
        long day = Math.floorDiv(second, SECONDS_PER_DAY);
        if (day != lastDay) {
            lastDate = LocalDate.ofEpochDay(day).toString();
            lastDay = day;
        }
        int ofDay = (int) (second - day * SECONDS_PER_DAY);
        out.text(lastDate);
        out.write('T');
        out.padded(ofDay / 3600, 2);
        out.write(':');
        out.padded(ofDay / 60 % 60, 2);
        out.write(':');
        out.padded(ofDay % 60, 2);
        if (nano != 0) {
            out.write('.');
            if (nano % 1_000_000 == 0) {
                out.padded(nano / 1_000_000, 3);
            } else if (nano % 1_000 == 0) {
                out.padded(nano / 1_000, 6);
            } else {
                out.padded(nano, 9);
            }
        }
        out.write('Z');
    }
}
