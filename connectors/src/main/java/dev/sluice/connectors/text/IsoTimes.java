package dev.sluice.connectors.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Dates and times in ISO-8601. {@code java.time} parses a date-time in the order of a microsecond; the shapes that data
 * is made of are read here in a few nanoseconds ({@code 2001-01-31T23:59}, with or without seconds, fraction and
 * {@code Z}, with a blank in place of the {@code T}), and all others are left to {@code java.time}. The last day is
 * remembered, because neighbouring records are mostly of one day.
 */
final class IsoTimes {
    private static final int DATE_LENGTH = 10;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private int lastDate = -1;
    private long lastEpochDay;

    private long epochDay;
    private long secondOfDay;
    private long nano;
    private boolean zulu;

    /** A time without an offset is one of UTC. */
    Instant instant(byte[] bytes, int from, int to) throws MalformedRecordException {
        try {
            if (scanDateTime(bytes, from, to)) {
                return Instant.ofEpochSecond(epochDay * SECONDS_PER_DAY + secondOfDay, nano);
            }
            return OffsetDateTime.parse(Numbers.text(bytes, from, to)).toInstant();
        } catch (DateTimeException e) {
            throw malformed(bytes, from, to, "a time such as 2001-01-31T23:59:00Z");
        }
    }

    LocalDateTime localDateTime(byte[] bytes, int from, int to) throws MalformedRecordException {
        try {
            if (scanDateTime(bytes, from, to) && !zulu) {
                return LocalDateTime.ofEpochSecond(
                        epochDay * SECONDS_PER_DAY + secondOfDay, (int) nano, ZoneOffset.UTC);
            }
            return LocalDateTime.parse(Numbers.text(bytes, from, to));
        } catch (DateTimeException e) {
            throw malformed(bytes, from, to, "a local date and time such as 2001-01-31T23:59:00");
        }
    }

    LocalDate localDate(byte[] bytes, int from, int to) throws MalformedRecordException {
        try {
            if (to - from == DATE_LENGTH && scanDate(bytes, from)) {
                return LocalDate.ofEpochDay(epochDay);
            }
            return LocalDate.parse(Numbers.text(bytes, from, to));
        } catch (DateTimeException e) {
            throw malformed(bytes, from, to, "a date such as 2001-01-31");
        }
    }

    LocalTime localTime(byte[] bytes, int from, int to) throws MalformedRecordException {
        try {
            if (scanTime(bytes, from, to) && !zulu) {
                return LocalTime.ofNanoOfDay(secondOfDay * NANOS_PER_SECOND + nano);
            }
            return LocalTime.parse(Numbers.text(bytes, from, to));
        } catch (DateTimeException e) {
            throw malformed(bytes, from, to, "a time of day such as 23:59:00");
        }
    }

    private boolean scanDateTime(byte[] bytes, int from, int to) {
        int t = from + DATE_LENGTH;
        return to > t && (bytes[t] == 'T' || bytes[t] == ' ') && scanDate(bytes, from) && scanTime(bytes, t + 1, to);
    }

    /** Reads {@code yyyy-MM-dd}. */
    private boolean scanDate(byte[] b, int at) {
        if (b[at + 4] != '-' || b[at + 7] != '-') {
            return false;
        }
        int century = twoDigits(b, at);
        int year = twoDigits(b, at + 2);
        int month = twoDigits(b, at + 5);
        int day = twoDigits(b, at + 8);
        if ((century | year | month | day) < 0) {
            return false;
        }
        int date = ((century * 100 + year) * 100 + month) * 100 + day;
        if (date != lastDate) {
            lastEpochDay = LocalDate.of(century * 100 + year, month, day).toEpochDay();
            lastDate = date;
        }
        epochDay = lastEpochDay;
        return true;
    }

    /** Reads {@code HH:mm[:ss[.f]][Z]} up to the end. */
    private boolean scanTime(byte[] b, int at, int to) {
        if (to - at < 5) {
            return false;
        }
        int end = to;
        zulu = b[end - 1] == 'Z';
        if (zulu) {
            end--;
        }
        int length = end - at;
        if ((length != 5 && length != 8 && (length < 10 || length > 18)) || b[at + 2] != ':') {
            return false;
        }
        int hour = twoDigits(b, at);
        int minute = twoDigits(b, at + 3);
        int second = 0;
        if (length > 5) {
            if (b[at + 5] != ':') {
                return false;
            }
            second = twoDigits(b, at + 6);
        }
        if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return false;
        }
        secondOfDay = (hour * 60L + minute) * 60 + second;
        nano = 0;
        return length <= 8 || (b[at + 8] == '.' && scanFraction(b, at + 9, end));
    }

    private boolean scanFraction(byte[] b, int at, int end) {
        long value = 0;
        for (int i = at; i < at + 9; i++) {
            int digit = i < end ? b[i] - '0' : 0;
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = value * 10 + digit;
        }
        nano = value;
        return true;
    }

    /** @return the number, or a negative one */
    private static int twoDigits(byte[] b, int at) {
        int tens = b[at] - '0';
        int ones = b[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static MalformedRecordException malformed(byte[] bytes, int from, int to, String expected) {
        return new MalformedRecordException(Numbers.quote(bytes, from, to) + " is not " + expected);
    }
}
