package dev.sluice.examples.soak;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them. */
final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg])", Pattern.CASE_INSENSITIVE);
    private static final int KIBI = 10;

    private Sizes() {}

    /** Bytes of {@code 128m}, as of the JVM's option; empty if the text is none. */
    static OptionalLong parse(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return OptionalLong.empty();
        }
        int power = "kmg".indexOf(size.group(2).toLowerCase(Locale.ROOT)) + 1;
        return OptionalLong.of(Long.parseLong(size.group(1)) << KIBI * power);
    }

    static String text(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes + (1 << 19) >> 20);
    }
}
