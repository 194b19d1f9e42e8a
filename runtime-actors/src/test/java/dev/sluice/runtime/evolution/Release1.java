package dev.sluice.runtime.evolution;

import dev.sluice.api.function.AggregateFunction;

/** The classes of a job as they were. */
final class Release1 {
    private Release1() {}

    enum Tier {
        BASIC,
        GOLD
    }

    record User(String name) {}

    record Visit(String user, int millis, Tier tier, String gone) {}

    static final class Sums {
        int count;
        float sum;
    }

    static final class Summing implements AggregateFunction<Visit, Sums, String> {
        @Override
        public Sums createAccumulator() {
            return new Sums();
        }

        @Override
        public Sums add(Visit visit, Sums sums) {
            sums.count++;
            sums.sum += visit.millis;
            return sums;
        }

        @Override
        public String result(Sums sums) {
            return sums.count + " " + sums.sum;
        }

        @Override
        public Sums merge(Sums into, Sums other) {
            into.count += other.count;
            into.sum += other.sum;
            return into;
        }
    }

    static final Release<User, Visit, Tier, Integer> RELEASE = new Release<>(
            User.class,
            Visit.class,
            Tier.class,
            Integer.class,
            visit -> new User(visit.user()),
            i -> new Visit("u" + i % 3, (int) (100 * i), Tier.values()[(int) (i % 2)], "gone"),
            Visit::user,
            Visit::tier,
            Math::toIntExact,
            Summing::new);
}
