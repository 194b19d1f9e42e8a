package dev.sluice.connectors.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with a fixed count of decimals; see {@link dev.sluice.connectors.Decimals} for the rounding. */
public final class DecimalText {
    private static final long[] POWERS = new long[10];
    /**
     * Below it a scaled double is off by less than 1e-6 of its last digit, so anything farther from a tie is rounded
     * right.
     */
    private static final double LARGEST = 1e9;

    private static final double NEAR_TIE = 1e-5;

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private DecimalText() {}

    /**
     * @param value the number
     * @param decimals how many decimals, from 0 to 9
     * @param out where to
     */
    public static void write(double value, int decimals, TextBuffer out) {
        double scaled = Math.abs(value) * POWERS[decimals];
        if (!(scaled < LARGEST)) {
            slow(value, decimals, out);
            return;
        }
        long floor = (long) scaled;
        double fraction = scaled - floor;
        if (Math.abs(fraction - 0.5) < NEAR_TIE) {
            slow(value, decimals, out);
            return;
        }
        long rounded = fraction > 0.5 ? floor + 1 : floor;
        if (value < 0 && rounded != 0) {
            out.write('-');
        }
        out.number(rounded / POWERS[decimals]);
        if (decimals > 0) {
            out.write('.');
            out.padded(rounded % POWERS[decimals], decimals);
        }
    }

    private static void slow(double value, int decimals, TextBuffer out) {
        out.text(
                Double.isFinite(value)
                        ? rounded(BigDecimal.valueOf(value), decimals).toPlainString()
                        : Double.toString(value));
    }

    /**
     * @param value the number
     * @param decimals how many decimals
     * @return it rounded half up
     */
    public static BigDecimal rounded(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.HALF_UP);
    }
}
