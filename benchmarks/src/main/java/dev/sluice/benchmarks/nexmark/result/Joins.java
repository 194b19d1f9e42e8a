package dev.sluice.benchmarks.nexmark.result;

import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Person;

/** Whom the joins are about. */
public final class Joins {
    private static final long CATEGORY = 10;

    private Joins() {}

    /**
     * Queries 3 and 20.
     *
     * @param auction an auction
     * @return whether it is of the category in question
     */
    public static boolean isOfCategory(Auction auction) {
        return auction.category() == CATEGORY;
    }

    /**
     * Query 3.
     *
     * @param person somebody
     * @return whether it is from one of the states in question
     */
    public static boolean isLocal(Person person) {
        return switch (person.state()) {
            case "OR", "ID", "CA" -> true;
            default -> false;
        };
    }
}
