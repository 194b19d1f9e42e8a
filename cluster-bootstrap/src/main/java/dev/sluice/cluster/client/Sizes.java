package dev.sluice.cluster.client;

import java.util.Locale;

/** Bytes as people read them. */
public final class Sizes {
    private Sizes() {}

    /**
     * @param bytes a number of bytes
     * @return it in the unit that fits, by the thousand: {@code 12.3 MB}
     */
    public static String text(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 999.95) {
            size /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", size, "kMGTP".charAt(unit));
    }
}
