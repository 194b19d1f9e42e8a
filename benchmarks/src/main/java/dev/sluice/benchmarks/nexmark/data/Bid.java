package dev.sluice.benchmarks.nexmark.data;

/**
 * Somebody bids.
 *
 * @param auction the auction's id; it may be one that is yet to be opened
 * @param bidder a person's id; it may be one that is yet to register
 * @param price cents
 * @param channel through which it came
 * @param url the page it came from
 * @param dateTime when, epoch milliseconds
 * @param extra fills the event up to its average size
 */
public record Bid(long auction, long bidder, long price, String channel, String url, long dateTime, String extra)
        implements NexmarkEvent {}
