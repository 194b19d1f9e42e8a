package dev.sluice.examples.bank;

import java.util.SplittableRandom;

/**
 * Money that goes from one account to another.
 *
 * @param number which transfer, from 0
 * @param from the account that pays
 * @param to another account
 * @param cents the amount, above 0
 */
record Transfer(long number, int from, int to, long cents) {
    private static final long LARGEST = 100_000;
    private static final long SEED_STRIDE = 0x9E3779B97F4A7C15L;

    /** The transfer with that number in the world of a seed: the same one each time. */
    static Transfer of(long seed, int accounts, long number) {
        SplittableRandom random = new SplittableRandom(seed * SEED_STRIDE + number);
        int from = random.nextInt(accounts);
        int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
        return new Transfer(number, from, to, random.nextLong(1, LARGEST + 1));
    }
}
