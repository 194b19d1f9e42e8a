package dev.sluice.benchmarks.nexmark.data;

/** Something that happens at an auction house. */
public sealed interface NexmarkEvent permits Person, Auction, Bid {

    /** @return when it happened, epoch milliseconds */
    long dateTime();
}
