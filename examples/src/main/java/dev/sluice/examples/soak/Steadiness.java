package dev.sluice.examples.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Whether memory stays what it was: no process ever has more than the bound; of those that were killed, the last has
 * not more than the first one had at the same age and with as much state; and the last of all, which lives longest, not
 * more in the end than in its middle.
 */
final class Steadiness {
    private static final double GROWTH = 1.15;
    /** Of the state that there is to be: files that are merged make it less or more from one second to the next. */
    private static final double FULL = 0.75;
    /** How different two amounts of state may be that count as the same. */
    private static final double ALIKE = 1.25;
    /** A process that has just begun has not touched all memory that it will use. */
    private static final int FEWEST_SECONDS = 10;

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
        compareKilled(lives.subList(0, lives.size() - 1), full, wrong);
        Life longest = lives.get(lives.size() - 1);
        List<Life.Sample> samples = longest.full(full);
        int third = samples.size() / 3;
        compare(
                "the middle and the end of process " + longest.number,
                samples.subList(third, 2 * third),
                samples.subList(2 * third, 3 * third),
                wrong);
        return wrong;
    }

    private static void compareKilled(List<Life> killed, long full, List<String> wrong) {
        List<Life> old = killed.stream()
                .filter(life -> life.full(full).size() >= FEWEST_SECONDS)
                .toList();
        if (old.isEmpty()) {
            return;
        }
        Life last = old.get(old.size() - 1);
        for (Life first : old.subList(0, old.size() - 1)) {
            int age = Math.min(first.full(full).size(), last.full(full).size());
            List<Life.Sample> before = first.full(full).subList(age / 2, age);
            List<Life.Sample> after = last.full(full).subList(age / 2, age);
            if (state(after) <= ALIKE * state(before)) {
                compare("process " + first.number + " and process " + last.number, before, after, wrong);
                return;
            }
        }
    }

    private static long state(List<Life.Sample> samples) {
        return Life.median(samples.stream().map(Life.Sample::state).toList()).orElse(0);
    }

    private static void compare(String what, List<Life.Sample> before, List<Life.Sample> after, List<String> wrong) {
        OptionalLong one =
                Life.median(before.stream().map(Life.Sample::resident).toList());
        OptionalLong other =
                Life.median(after.stream().map(Life.Sample::resident).toList());
        if (one.isPresent() && other.isPresent() && other.getAsLong() > GROWTH * one.getAsLong()) {
            wrong.add("memory grows: between " + what + " the median went from " + Sizes.text(one.getAsLong()) + " to "
                    + Sizes.text(other.getAsLong()) + " with the same state");
        }
    }
}
