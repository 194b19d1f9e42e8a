package dev.sluice.examples.cards;

import java.util.SplittableRandom;

/**
 * A payment by card.
 *
 * @param card its number
 * @param cents the amount
 * @param time when, epoch milliseconds
 */
public record Payment(int card, long cents, long time) {
    private static final int CARDS = 1_000;
    private static final long FIRST = 1_700_000_000_000L;
    private static final long MILLIS_BETWEEN = 20;

    /** The n-th payment of an invented world: the same one each time, so that it can be made again after a crash. */
    static Payment number(long n) {
        SplittableRandom random = new SplittableRandom(n);
        int card = random.nextInt(CARDS);
        long cents = switch (random.nextInt(20)) {
            case 0 -> random.nextLong(1, 100);
            case 1 -> random.nextLong(50_001, 500_000);
            default -> random.nextLong(100, 50_001);
        };
        return new Payment(card, cents, FIRST + n * MILLIS_BETWEEN);
    }
}
