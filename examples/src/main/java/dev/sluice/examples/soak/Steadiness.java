package dev.sluice.examples.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Whether memory stays what it was: no process ever has more than the bound; with all of the state, the last process
 * that was killed has not more than the first one had; and the last of all, which lives longest, not more in the end
 * than in its middle.
 */
final class Steadiness {
    private static final double GROWTH = 1.15;
    private static final double FULL = 0.75;
    private static final double THIRD = 1.0 / 3;

    private Steadiness() {}

    /** What is wrong, in lines for people. */
    static List<String> check(List<Life> lives, SoakSettings settings) {
        List<String> wrong = new ArrayList<>();
        for (Life life : lives) {
            if (life.highest() > settings.bound()) {
                wrong.add(String.format(
                        Locale.ROOT,
                        "memory: process %d had %s, and may have %s of heap, %s of RocksDB and %s for all else",
                        life.number,
                        Sizes.text(life.highest()),
                        Sizes.text(settings.heapBytes()),
                        Sizes.text(settings.nativeBytes()),
                        Sizes.text(SoakSettings.ALLOWANCE)));
            }
        }
        long full = (long) (FULL * settings.stateBytes());
        List<Life> killed = lives.subList(0, lives.size() - 1).stream()
                .filter(life -> life.median(0.5, 1, full).isPresent())
                .toList();
        if (killed.size() > 1) {
            Life first = killed.get(0);
            Life last = killed.get(killed.size() - 1);
            compare(
                    "process " + first.number + " and process " + last.number,
                    first.median(0.5, 1, full),
                    last.median(0.5, 1, full),
                    wrong);
        }
        Life longest = lives.get(lives.size() - 1);
        compare(
                "the middle and the end of process " + longest.number,
                longest.median(THIRD, 2 * THIRD, full),
                longest.median(2 * THIRD, 1, full),
                wrong);
        return wrong;
    }

    private static void compare(String what, OptionalLong before, OptionalLong after, List<String> wrong) {
        if (before.isPresent() && after.isPresent() && after.getAsLong() > GROWTH * before.getAsLong()) {
            wrong.add("memory grows: between " + what + " the median went from " + Sizes.text(before.getAsLong())
                    + " to " + Sizes.text(after.getAsLong()) + " with the same state");
        }
    }
}
