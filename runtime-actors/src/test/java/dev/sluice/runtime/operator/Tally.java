package dev.sluice.runtime.operator;

import java.util.Objects;

/** A mutable record of the tests, as people bring along from elsewhere. */
final class Tally {
    String key;
    long sum;

    Tally(String key, long sum) {
        this.key = key;
        this.sum = sum;
    }

    String key() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally tally && tally.key.equals(key) && tally.sum == sum;
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, sum);
    }

    @Override
    public String toString() {
        return key + "=" + sum;
    }
}
