package dev.sluice.runtime.evolution;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.types.FormerName;
import java.util.List;
import java.util.Optional;

/** The classes of the same job as they are. */
final class Release2 {
    private static final String BEFORE = "dev.sluice.runtime.evolution.Release1$";

    private Release2() {}

    @FormerName(BEFORE + "Tier")
    enum Tier {
        SILVER,
        GOLD,
        BASIC
    }

    @FormerName(BEFORE + "User")
    record User(String name) {}

    @FormerName(BEFORE + "Visit")
    record Visit(List<String> tags, @FormerName("user") String visitor, Optional<Tier> tier, long millis) {}

    @FormerName(BEFORE + "Sums")
    static final class Sums {
        long count;
        double sum;
        long base = 5;
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
            return sums.count + " " + sums.sum + " " + sums.base;
        }

        @Override
        public Sums merge(Sums into, Sums other) {
            into.count += other.count;
            into.sum += other.sum;
            return into;
        }
    }

    static final Release<User, Visit, Tier, Long> RELEASE = new Release<>(
            User.class,
            Visit.class,
            Tier.class,
            Long.class,
            visit -> new User(visit.visitor()),
            i -> new Visit(List.of(), "u" + i % 3, Optional.of(i % 2 == 0 ? Tier.BASIC : Tier.GOLD), 100 * i),
            Visit::visitor,
            visit -> visit.tier().orElseThrow(),
            n -> n,
            Summing::new);
}
