package dev.sluice.examples.prices;

import java.util.SplittableRandom;

/**
 * A price at a moment.
 *
 * @param symbol of what
 * @param cents how much
 * @param time when, epoch milliseconds
 */
public record Quote(String symbol, long cents, long time) {
    private static final String[] SYMBOLS = {"OAK", "ELM", "ASH", "FIR"};
    private static final long FIRST = 1_700_000_000_000L;

    /** The n-th quote of an invented market: the same one each time, a millisecond after the one before. */
    static Quote number(long n) {
        SplittableRandom random = new SplittableRandom(n);
        return new Quote(SYMBOLS[random.nextInt(SYMBOLS.length)], random.nextLong(9_000, 11_000), FIRST + n);
    }
}
