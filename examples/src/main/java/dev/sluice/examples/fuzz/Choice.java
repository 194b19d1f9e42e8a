package dev.sluice.examples.fuzz;

import java.util.Random;

/** One of several. */
final class Choice {
    private Choice() {}

    static <T> T of(T[] all, Random random) {
        return all[random.nextInt(all.length)];
    }
}
