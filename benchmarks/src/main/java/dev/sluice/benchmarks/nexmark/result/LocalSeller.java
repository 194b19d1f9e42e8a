package dev.sluice.benchmarks.nexmark.result;

import dev.sluice.benchmarks.nexmark.data.Person;

/**
 * An output of query 3.
 *
 * @param name of somebody from one of three states
 * @param city where it is
 * @param state the state
 * @param auction the id of something it sells
 */
public record LocalSeller(String name, String city, String state, long auction) implements Row {

    /**
     * @param person who
     * @param auction an id
     * @return both
     */
    public static LocalSeller of(Person person, long auction) {
        return new LocalSeller(person.name(), person.city(), person.state(), auction);
    }

    @Override
    public long key() {
        return auction;
    }

    @Override
    public long value() {
        return Row.fold(Row.fold(name.hashCode(), city.hashCode()), state.hashCode());
    }

    @Override
    public long window() {
        return 0;
    }
}
