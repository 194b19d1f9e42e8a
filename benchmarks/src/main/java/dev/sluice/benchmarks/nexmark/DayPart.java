package dev.sluice.benchmarks.nexmark;

/**
 * What one bidder, or one auction, had to do with a day.
 *
 * @param day its first millisecond
 * @param bidder whether it is a bidder, else it is an auction
 * @param counts of bids, as in {@link RankCounts}
 */
record DayPart(long day, boolean bidder, long counts) {}
