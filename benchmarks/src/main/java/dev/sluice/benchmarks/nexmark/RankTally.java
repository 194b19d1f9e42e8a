package dev.sluice.benchmarks.nexmark;

import dev.sluice.benchmarks.nexmark.result.Ranks;

/** Counts, in all and by rank. */
final class RankTally {
    final long[] byRank = new long[Ranks.COUNT];
    long total;

    void add(RankTally other) {
        total += other.total;
        for (int rank = 0; rank < Ranks.COUNT; rank++) {
            byRank[rank] += other.byRank[rank];
        }
    }

    Ranks ranks() {
        return new Ranks(total, byRank[0], byRank[1], byRank[2]);
    }
}
